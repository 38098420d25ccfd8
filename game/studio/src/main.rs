//! The program: the studio in its page. Outside a browser it is built for its tests alone, and does nothing.

fn main() {
    #[cfg(target_arch = "wasm32")]
    codedark_studio::app::app().run();
}
