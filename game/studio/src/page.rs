//! What the studio needs of the page that it lies in.

/// Takes an answer of the server: its status, 0 when there is none, and its text.
pub type TakeAnswer = Box<dyn FnOnce(u16, String)>;

/// The page. What it answers later wakes the studio.
pub trait Page {
    /// What is kept under a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps something under a key. False when there is no room.
    fn set(&self, key: &str, value: &str) -> bool;
    /// Keeps nothing under a key any more.
    fn remove(&self, key: &str);
    /// All keys.
    fn keys(&self) -> Vec<String>;
    /// Lets the author choose a file, and hands over its name and text.
    fn choose_file(&self, take: Box<dyn FnOnce(String, String)>);
    /// Gives the author a text as a file.
    fn download(&self, name: &str, text: &str);
    /// Asks the server, as whoever has the page's session.
    fn ask(&self, method: &str, path: &str, body: &str, take: TakeAnswer);
    /// Into the class that a token opens.
    fn enter_class(&self, token: &str);
    /// Back to the door.
    fn leave(&self);
    /// Draws again after a while.
    fn wake_in(&self, wait_ms: u32);
}
