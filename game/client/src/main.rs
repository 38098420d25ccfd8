//! The program: in a browser it takes the token the page got, natively it joins first and opens a window. In the
//! workshop there is nobody to join.

use codedark_client::{app, failure, net, workshop};

fn main() {
    if workshop::wanted() {
        app(None).run();
        return;
    }
    match net::Address::find() {
        Ok(server) => {
            app(Some(server)).run();
        }
        Err(reason) => failure::report(&reason),
    }
}
