//! What decides on each recipient for [`super::postfix`], over Postfix's policy protocol: as greylisting does, and
//! as a server does that is slow.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

type Decide = Box<dyn FnMut(&str) -> &'static str + Send>;

/// Starts it; gives its port. `decide` gives the answer to a recipient, such as `451 try again later`, or `DUNNO` for
/// no objection; while it takes its time, so does Postfix.
pub fn start(decide: impl FnMut(&str) -> &'static str + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let decide: Arc<Mutex<Decide>> = Arc::new(Mutex::new(Box::new(decide)));
    // Lives as long as the tests do; each of Postfix's processes has a connection of its own.
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let (connection, decide) = (connection.unwrap(), Arc::clone(&decide));
            std::thread::spawn(move || answer(connection, &decide));
        }
    });
    port
}

/// A request is lines of `name=value` and an empty one.
fn answer(mut connection: TcpStream, decide: &Mutex<Decide>) {
    let mut recipient = String::new();
    for line in BufReader::new(connection.try_clone().unwrap()).lines() {
        let Ok(line) = line else { return };
        if let Some(address) = line.strip_prefix("recipient=") {
            address.clone_into(&mut recipient);
        }
        if line.is_empty() {
            let action = decide.lock().unwrap()(&recipient);
            if write!(connection, "action={action}\n\n").is_err() {
                return;
            }
        }
    }
}
