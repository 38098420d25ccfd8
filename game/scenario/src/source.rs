//! Sources: the texts that a scenario is made of, and pieces of them.

/// A text that a scenario is made of: the scenario itself, or a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// `NAME.ron` for a scenario, `library/NAME.ron` for a library: the same on every machine.
    pub name: String,
    /// What the file says.
    pub text: String,
}

/// A piece of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Index of the source among those of the scenario.
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}
