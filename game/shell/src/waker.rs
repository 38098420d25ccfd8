//! Waking the app, which sleeps until something happens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy::prelude::*;
use bevy::winit::{EventLoopProxy, EventLoopProxyWrapper, WinitUserEvent};

/// Wakes the sleeping app from outside.
///
/// Once a frame is enough, and more would harm: in a browser each wake asks for an animation frame and takes the one
/// asked for before back, so that a busy server could keep a slow computer from ever drawing.
#[derive(Clone, Resource)]
pub struct Waker {
    event_loop: EventLoopProxy<WinitUserEvent>,
    asked: Arc<AtomicBool>,
}

impl Waker {
    /// Makes the app run once. An app that is closing does not mind.
    pub fn wake(&self) {
        if !self.asked.swap(true, Ordering::AcqRel) {
            let _closing = self.event_loop.send_event(WinitUserEvent::WakeUp);
        }
    }
}

/// Adds the waker, from the app's start on.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, make_waker).add_systems(First, awake);
}

fn make_waker(mut commands: Commands, proxy: Res<EventLoopProxyWrapper>) {
    commands.insert_resource(Waker { event_loop: (**proxy).clone(), asked: Arc::default() });
}

/// A frame has begun: the next thing that happens may wake the app again.
fn awake(waker: Option<Res<Waker>>) {
    if let Some(waker) = waker {
        waker.asked.store(false, Ordering::Release);
    }
}
