//! The program of players and facilitators, for the browser and for a native window: in a browser it takes the token that
//! the page got, natively it joins first and opens a window.
//!
//! Screens and what they know are [`codedark_screens`], the app around them is [`codedark_shell`]; here is the line to the
//! server. It holds no scenario, no checker and no simulation: whoever plays can read all of it.

mod net;
mod player;

use codedark_shell::failure;

fn main() {
    match net::Address::find() {
        Ok(server) => {
            let mut app = codedark_shell::app();
            net::connect(&mut app, server);
            player::plugin(&mut app);
            app.run();
        }
        Err(reason) => failure::report(&reason),
    }
}
