//! The program: in a browser it takes the token the page got, natively it joins first and opens a window.

use codedark_client::{app, net};

fn main() {
    match net::Address::find() {
        Ok(server) => {
            app(server).run();
        }
        Err(reason) => net::report(&reason),
    }
}
