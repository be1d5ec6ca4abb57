// A demo of its own for whoever asks: started, waited for, and stopped.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PASSWORD = 'duban-demo';

/** The day of the READMEs' tour: some things are overdue, some due in days, and nothing is over yet. */
export const DAY = '2026-06-10T09:00';
/** Late in the year there is most to see. */
export const LATE = '2026-11-23T09:00';

const PROGRAM = `${process.env.CARGO_TARGET_DIR ?? `${ROOT}target`}/debug/duban`;
const PATIENCE = 60_000;

/** Starts a demo and waits until it answers. `problems` are what its log should not hold. */
export async function demo(at = DAY) {
  const address = `127.0.0.1:${await freePort()}`;
  return start(address, ['demo', '--at', at, '--listen', address]);
}

/** The real thing in a folder of its own, with nobody in it yet: `said` waits for a line that it prints. */
export async function serve(settings) {
  const address = `127.0.0.1:${await freePort()}`;
  const folder = mkdtempSync(join(tmpdir(), 'duban-'));
  const server = await start(address, ['serve'], {
    cwd: folder,
    env: { DUBAN_LISTEN: address, DUBAN_PUBLIC_URL: `http://${address}`, ...settings },
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function start(address, args, { cwd, env } = {}) {
  const child = spawn(PROGRAM, args, {
    cwd,
    env: { ...process.env, RUST_LOG: 'info', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const [log, said] = [[], []];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const printed = createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  const gone = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
    child.once('error', (error) => resolve(`${error.message} (cargo build makes it)`));
  });
  await firstLine(printed, gone, log);
  const base = `http://${address}`;
  const health = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(PATIENCE) });
  if (!health.ok) throw new Error(`${base}/healthz answered ${health.status}`);
  return {
    base,
    async said(pattern) {
      const found = () => said.find((line) => pattern.test(line));
      while (!found()) await once(printed, 'line', { signal: AbortSignal.timeout(PATIENCE) });
      return found();
    },
    problems: () => log.filter((line) => /\b(ERROR|WARN)\b|panicked/.test(line)),
    async stop() {
      child.kill('SIGTERM');
      const code = await gone;
      process.off('exit', kill);
      if (code !== 0) throw new Error(`the program ended with ${code}:\n${log.slice(-20).join('\n')}`);
    },
  };
}

/** It prints where it listens once it does. */
async function firstLine(printed, gone, log) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE, `nothing said for ${PATIENCE} ms`)));
  const problem = await Promise.race([once(printed, 'line').then(() => null), gone, late]);
  clearTimeout(timer);
  if (problem !== null) throw new Error(`${PROGRAM} did not start: ${problem}\n${log.join('\n')}`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

process.on('SIGTERM', () => process.exit(143));
process.on('SIGINT', () => process.exit(130));
