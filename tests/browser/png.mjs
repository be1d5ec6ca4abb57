// A screenshot as a PNG with a palette: a third of the size, and no difference that an eye would see.

import { deflateSync } from 'node:zlib';

/** Reads a PNG in a page of the browser (which has a decoder) and writes it with at most 256 colours. */
export async function small(page, png) {
  const { width, height, base64 } = await page.evaluate(decode, png.toString('base64'));
  const rgba = Buffer.from(base64, 'base64');
  const colours = Array.from({ length: width * height }, (_, i) => rgba.readUIntBE(i * 4, 3));
  const palette = commonest(colours, 256);
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = (colour) => {
    if (!nearest.has(colour)) nearest.set(colour, closest(palette, colour));
    return nearest.get(colour);
  };
  const rows = Buffer.alloc((width + 1) * height); // each row begins with its filter: 0, none
  colours.forEach((colour, i) => (rows[i + Math.floor(i / width) + 1] = indexOf(colour)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8); // eight bits, by palette
  const table = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, index) => table.writeUIntBE(colour, index * 3, 3));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

async function decode(png) {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let text = '';
  for (let i = 0; i < data.length; i += 4096) text += String.fromCharCode(...data.subarray(i, i + 4096));
  return { width: image.width, height: image.height, base64: btoa(text) };
}

function commonest(colours, most) {
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, most).map(([colour]) => colour);
}

function closest(palette, colour) {
  const distance = (a, b) => [16, 8, 0].reduce((sum, bits) => sum + (((a >> bits) & 255) - ((b >> bits) & 255)) ** 2, 0);
  return palette.reduce((best, each, index) => (distance(each, colour) < distance(palette[best], colour) ? index : best), 0);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** As PNG wants it; Node has its own only from 20.15 on. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
