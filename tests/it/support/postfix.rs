//! A real mail server: Debian's Postfix, with TLS and sign-in, on loopback, in a folder of its own. It delivers
//! into one Maildir. Needs root, since Postfix does; where it cannot run, the stories say so and pass.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, Permissions};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use duban::config::{Encryption, Secret, Smtp};
use tempfile::TempDir;

const MASTER: &str = "/usr/lib/postfix/sbin/master";
const PASSWORD: &str = "秘密";

/// Ends by itself after so many seconds, should the tests be killed.
const LONGEST: &str = "900";

/// Where a message lies between being accepted and being delivered.
const QUEUES: [&str; 5] = ["maildrop", "incoming", "active", "deferred", "hold"];

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(120);

pub struct Postfix {
    folder: TempDir,
    port: u16,
    master: Option<Child>,
}

/// What was delivered: for whom, and under which ids, the sender's and Postfix's own.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Mail {
    pub to: String,
    pub message_id: String,
    queue_id: String,
}

impl Postfix {
    /// Running. `policy` is the port of a server that decides on each recipient, see `support/policy.rs`.
    #[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
    pub fn start(policy: Option<u16>) -> Option<Self> {
        let user = Command::new("id").arg("-u").output().unwrap().stdout;
        if user != b"0\n" || !Path::new(MASTER).exists() {
            eprintln!("not tested: Postfix needs root and Debian's packages postfix and sasl2-bin");
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Self { folder: tempfile::tempdir().unwrap(), port, master: None };
        server.configure(policy);
        server.restart();
        Some(server)
    }

    pub fn settings(&self) -> Smtp {
        Smtp {
            host: "localhost".to_owned(),
            port: self.port,
            encryption: Encryption::Starttls,
            username: Some("duban".to_owned()),
            password: Some(Secret::new(PASSWORD)),
            from: "督办系统 <duban@example.gov.cn>".to_owned(),
            ca_file: Some(self.path("authority.pem")),
            timeout_s: 20,
            per_minute: None,
            dkim: None,
        }
    }

    /// Starts it once more, with all that it had accepted.
    pub fn restart(&mut self) {
        let mut master = Command::new(MASTER);
        master.arg("-c").arg(self.folder.path()).args(["-d", "-e", LONGEST]);
        master.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        self.master = Some(master.spawn().unwrap());
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.master.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "Postfix ended: {}", self.log());
            std::thread::yield_now();
        }
    }

    /// SIGKILL to all of its processes at once; from then on connections are refused.
    pub fn kill(&mut self) {
        let Some(mut master) = self.master.take() else { return };
        let group = format!("-{}", master.id());
        let killed = Command::new("kill").args(["-KILL", "--", &group]).status().unwrap();
        assert!(killed.success());
        master.wait().unwrap();
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
            std::thread::yield_now();
        }
    }

    /// A server that takes connections and says nothing, in the place of a killed one, until it is dropped.
    pub fn silent(&self) -> TcpListener {
        assert!(self.master.is_none());
        TcpListener::bind(("127.0.0.1", self.port)).unwrap()
    }

    /// Everything that was delivered, once nothing is on its way any more.
    pub fn mails(&self) -> Vec<Mail> {
        self.settle();
        let files = fs::read_dir(self.maildir()).into_iter().flatten();
        files.map(|file| Mail::read(&file.unwrap().path())).collect()
    }

    /// Until nothing is on its way any more.
    pub fn settle(&self) {
        let began = Instant::now();
        while QUEUES.iter().any(|queue| holds_mails(&self.path("queue").join(queue))) {
            assert!(began.elapsed() < LONG, "mails are stuck: {}", self.log());
            std::thread::yield_now();
        }
    }

    /// How often each message was taken. That Postfix itself, killed while it delivered, delivers once more what it
    /// had taken once, is left out.
    pub fn copies(&self) -> BTreeMap<String, usize> {
        let taken: HashSet<Mail> = self.mails().into_iter().collect();
        let mut copies = BTreeMap::new();
        for mail in taken {
            *copies.entry(mail.message_id).or_default() += 1;
        }
        copies
    }

    /// Until so many have been delivered; others may be on their way.
    pub async fn delivers(&self, count: usize) {
        let delivered = async {
            while fs::read_dir(self.maildir()).map_or(0, Iterator::count) < count {
                tokio::task::yield_now().await;
            }
        };
        let in_time = tokio::time::timeout(LONG, delivered).await;
        assert!(in_time.is_ok(), "{count} were not delivered: {}", self.log());
    }

    pub fn maildir(&self) -> PathBuf {
        self.path("mail/new")
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn configure(&self, policy: Option<u16>) {
        // Its processes are other users, who must get in.
        fs::set_permissions(self.folder.path(), Permissions::from_mode(0o755)).unwrap();
        for name in ["queue", "data", "mail", "sasl"] {
            fs::create_dir(self.path(name)).unwrap();
        }
        self.run("sh", &["-ec", CERTIFICATE]);
        let folder = self.folder.path().display().to_string();
        let policy =
            policy.map_or(String::new(), |port| format!("check_policy_service inet:127.0.0.1:{port},"));
        self.write("main.cf", &MAIN.replace("{folder}", &folder).replace("{policy}", &policy));
        self.write("master.cf", &SERVICES.replace("{port}", &self.port.to_string()));
        self.write("sasl/smtpd.conf", &SIGN_IN.replace("{folder}", &folder));
        self.run(
            "sh",
            &["-ec", &format!("printf %s {PASSWORD} | saslpasswd2 -c -p -f sasldb2 -u localhost duban")],
        );
        self.run("chown", &["postfix", "data", "sasldb2"]);
        self.run("chown", &["nobody", "mail"]);
        // Makes the folders of the queue.
        self.run("postfix", &["-c", &folder, "check"]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let run = Command::new(program).args(arguments).current_dir(self.folder.path()).output();
        let output = run.unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Mail {
    fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let after = |mark: &str| {
            let rest = text.split_once(mark).unwrap_or_else(|| panic!("no {mark} in {text}")).1;
            rest.split_whitespace().next().unwrap().to_owned()
        };
        Self {
            to: after("\nDelivered-To: "),
            message_id: after("\nMessage-ID: "),
            queue_id: after("with ESMTPSA id "),
        }
    }
}

/// A mail that was taken can be executed, to Postfix; one that was cut off while it came in cannot, and is swept.
fn holds_mails(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_mail = |path: &Path| fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o100 != 0);
    let mut paths = entries.map(|entry| entry.path());
    paths.any(|path| if path.is_dir() { holds_mails(&path) } else { is_mail(&path) })
}

/// An authority, and what it says of localhost: a certificate that signs itself is not believed.
const CERTIFICATE: &str = "
new='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
printf 'basicConstraints=CA:FALSE\\nsubjectAltName=DNS:localhost\\n' > names
openssl req -x509 $new -days 2 -subj '/CN=test authority' -keyout authority.key -out authority.pem
openssl req $new -subj /CN=localhost -keyout key.pem -out request.pem
openssl x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -extfile names -out certificate.pem
";

/// Without a look at the DNS; what it could not deliver, being killed meanwhile, it tries again at once.
const MAIN: &str = "\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = example.gov.cn
virtual_mailbox_base = {folder}
virtual_mailbox_maps = static:mail/
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_tls_cert_file = {folder}/certificate.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_loglevel = 1
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_local_domain = localhost
cyrus_sasl_config_path = {folder}/sasl
smtpd_peername_lookup = no
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
transport_retry_time = 1s
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = {policy} permit_sasl_authenticated, reject
";

const SERVICES: &str = "\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
";

const SIGN_IN: &str = "\
pwcheck_method: auxprop
auxprop_plugin: sasldb
mech_list: PLAIN LOGIN
sasldb_path: {folder}/sasldb2
";
