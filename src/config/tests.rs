use super::*;

/// A file of this text and these variables, whatever the environment of the tests is.
fn from(text: &str, variables: &[(&str, &str)]) -> Result<Config, Error> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("duban.toml");
    std::fs::write(&file, text).unwrap();
    let all = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    Config::read(Some(&file), own_variables(all)?)
}

fn error(text: &str, variables: &[(&str, &str)]) -> String {
    from(text, variables).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_named() {
    let smtp = "from = 'a@b.cn'\nport = 25\n";
    let table = [
        ("lisen = '127.0.0.1:1'", "lisen"),
        ("listen = 'here'", "listen"),
        ("public_url = 'http://x/'", "public_url"),
        ("public_url = 'x'", "public_url"),
        ("session_hours = 0", "session_hours"),
        ("[uploads]\nfile_mib = 0", "uploads.file_mib（DUBAN_UPLOADS__FILE_MIB）：至少为1"),
        ("[uploads]\nfiles = 0", "uploads.files（DUBAN_UPLOADS__FILES）"),
        ("metrics_token = 'short'", "metrics_token"),
        ("seal_key = 'short'", "seal_key"),
        (&format!("[smtp]\n{smtp}host = 'mail.example'\nencryption = 'none'"), "smtp.encryption"),
        (
            &format!("[smtp]\n{smtp}host = '::1'\nencryption = 'none'\nusername = 'x'"),
            "username and password",
        ),
        (&format!("[smtp]\n{smtp}host = '::1'\nencryption = 'none'\ntimeout_s = 0"), "smtp.timeout_s"),
        (&format!("[smtp]\n{smtp}host = '::1'\nencryption = 'none'\ntimeout_s = 41"), "smtp.timeout_s"),
        (&format!("[smtp]\n{smtp}host = '::1'\nencryption = 'none'\nper_minute = 0"), "smtp.per_minute"),
        (&format!("[smtp]\n{smtp}host = '::1'\nencryption = 'none'\ndkim.selector = 'x'"), "key_file"),
    ];
    for (text, expected) in table {
        let error = error(text, &[]);
        assert!(error.contains(expected), "{text} gave {error}");
    }
    assert!(Config::read(Some(Path::new("/nonexistent.toml")), HashMap::new()).is_err());
}

#[test]
fn variables_win_over_the_file_and_the_file_over_the_defaults() {
    let text = "public_url = 'https://duban.example.cn'\nsession_hours = 8\n[uploads]\nfiles = 3";
    let variables = [
        ("DUBAN_SESSION_HOURS", "10"),
        ("DUBAN_LISTEN", "[::1]:9000"),
        ("DUBAN_UPLOADS__FILE_MIB", "7"),
        ("DUBAN_PLAN", ""),
        ("DUBAN_CONFIG_FILE", "duban.toml"),
        ("HOME", "/root"),
    ];
    let config = from(text, &variables).unwrap();
    assert_eq!((config.session_hours, config.listen.port()), (10, 9000));
    assert_eq!((config.uploads.file_mib, config.uploads.files), (7, 3));
    assert_eq!(config.plan, None, "an empty variable sets nothing");
    assert_eq!((config.public_url.as_str(), config.is_https()), ("https://duban.example.cn", true));
    assert_eq!(config.data_dir, Config::default().data_dir);
    assert!(from("", &[]).unwrap().smtp.is_none());
}

#[test]
fn a_variable_that_sets_nothing_stops_the_program() {
    assert!(error("", &[("DUBAN_SESION_HOURS", "1")]).contains("sesion_hours"));
    assert!(error("", &[("DUBAN_SESSION_HOURS", "many")]).contains("session_hours"));
    assert!(error("", &[("DUBAN_SESSION_HOURS", "-1")]).contains("session_hours"));
}

#[test]
fn a_password_is_taken_as_it_is_written() {
    let smtp = "[smtp]\nhost = 'mail.example'\nport = 587\nencryption = 'starttls'\nfrom = 'a@b.cn'\n";
    for password in ["007", "1e3", "true", "0x10", "9".repeat(40).as_str(), " a b ", "春风"] {
        let variables =
            [("DUBAN_SMTP__USERNAME", "12"), ("DUBAN_SMTP__PASSWORD", password), ("DUBAN_SMTP__PORT", "465")];
        let smtp = from(smtp, &variables).unwrap().smtp.unwrap();
        assert_eq!(smtp.password.unwrap().expose(), password);
        assert_eq!((smtp.username.as_deref(), smtp.port), (Some("12"), 465));
    }
}

#[test]
fn secrets_stay_out_of_logs() {
    let config = from("database = 'postgres://u:hunter2@h/d'", &[]).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

const ROBOT: &str = "[robots.keji]\nkind = 'wecom'\nurl = 'https://example.cn/?key=hunter2'\n";

#[test]
fn robots_that_cannot_be_meant_are_named() {
    let table = [
        ("", "robots.keji.units（DUBAN_ROBOTS__KEJI__UNITS）：请填写units、groups"),
        ("office = true\nsecret = 'x'", "robots.keji.secret"),
        ("office = true\ntimeout_s = 0", "robots.keji.timeout_s"),
        ("office = true\ntimeout_s = 61", "robots.keji.timeout_s"),
        ("office = true\nper_minute = 21", "robots.keji.per_minute"),
        ("office = true\nper_minute = 0", "robots.keji.per_minute"),
        ("office = true\nunit = ['keji']", "unit"),
        ("office = 'perhaps'", "office"),
    ];
    for (rest, expected) in table {
        let error = error(&format!("{ROBOT}{rest}"), &[]);
        assert!(error.contains(expected) && !error.contains("hunter2"), "{rest} gave {error}");
    }
    for name in ["mail", "科技", "KEJI", "a.b", "", &"a".repeat(31)] {
        let text = format!("{}office = true", ROBOT.replace("keji", &format!("'{name}'")));
        assert!(error(&text, &[]).contains("小写字母"), "{name}");
    }
    assert!(error("[robots.keji]\nkind = 'feishu'\nurl = 'x'\noffice = true", &[]).contains("feishu"));
    assert!(error("[robots.keji]\nkind = 'wecom'\noffice = true", &[]).contains("url"));
}

#[test]
fn a_robot_can_be_set_by_variables_alone() {
    let variables = [
        ("DUBAN_ROBOTS__TOWNS__KIND", "dingtalk"),
        ("DUBAN_ROBOTS__TOWNS__URL", "https://example.cn/?access_token=hunter2"),
        ("DUBAN_ROBOTS__TOWNS__SECRET", "SEC007"),
        ("DUBAN_ROBOTS__TOWNS__GROUPS", "towns"),
        ("DUBAN_ROBOTS__TOWNS__UNITS", "keji, jiaoyu，fagai"),
        ("DUBAN_ROBOTS__TOWNS__OFFICE", "true"),
        ("DUBAN_ROBOTS__TOWNS__PER_MINUTE", "5"),
        ("DUBAN_ROBOTS__KEJI__URL", "https://example.cn/?key=other"),
    ];
    let config = from(&format!("{ROBOT}units = ['keji']"), &variables).unwrap();
    let [(_, keji), (_, towns)] = &config.robots.iter().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!((keji.kind, keji.units.join(" ").as_str()), (RobotKind::Wecom, "keji"));
    assert_eq!(keji.url.expose(), "https://example.cn/?key=other", "the file's key stays out of the file");
    assert_eq!((towns.kind, towns.groups.join(" ").as_str()), (RobotKind::Dingtalk, "towns"));
    assert_eq!(towns.units, ["keji", "jiaoyu", "fagai"]);
    assert_eq!((towns.office, towns.per_minute, towns.timeout_s), (true, 5, 10));
    assert_eq!(towns.secret.as_ref().map(Secret::expose), Some("SEC007"));
    let shown = format!("{config:?}");
    assert!(!["hunter2", "SEC007", "other"].iter().any(|secret| shown.contains(secret)), "{shown}");
}
