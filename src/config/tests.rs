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
