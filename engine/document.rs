//! What a document shows: the view types that templates and the publisher read.
//!
//! Takes: results of the engine. Gives: plain, ordered, serialisable views.
//! Never: draws, typesets, reads a file.

pub mod chart;
