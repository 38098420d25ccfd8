//! Several gateways as one, so that the hub need not know how many there are.

use super::{ConnectionId, Gateway, GatewayEvent};

/// Several gateways as one.
///
/// Each counts its connections from 1. Outside, the gateway's place is the remainder of the id, so that ids never meet
/// and nothing has to be remembered.
pub struct Gateways(Vec<Box<dyn Gateway>>);

impl Gateways {
    /// Puts these together.
    pub fn new(gateways: Vec<Box<dyn Gateway>>) -> Gateways {
        Gateways(gateways)
    }

    /// The gateway of a connection, and the connection as that gateway knows it.
    fn inner(&mut self, id: ConnectionId) -> Option<(&mut dyn Gateway, ConnectionId)> {
        let count = self.0.len() as u64;
        let place = id.0.checked_rem(count)?;
        Some((self.0[place as usize].as_mut(), ConnectionId(id.0 / count)))
    }
}

impl Gateway for Gateways {
    fn poll(&mut self, now_ms: u64, out: &mut Vec<(ConnectionId, GatewayEvent)>) {
        let count = self.0.len() as u64;
        let mut events = Vec::new();
        for (place, gateway) in (0..).zip(&mut self.0) {
            gateway.poll(now_ms, &mut events);
            out.extend(events.drain(..).map(|(id, event)| (ConnectionId(id.0 * count + place), event)));
        }
    }

    fn send(&mut self, to: ConnectionId, frame: Vec<u8>) {
        if let Some((gateway, id)) = self.inner(to) {
            gateway.send(id, frame);
        }
    }

    fn flush(&mut self, now_ms: u64) {
        self.0.iter_mut().for_each(|gateway| gateway.flush(now_ms));
    }

    fn welcome(&mut self, connection: ConnectionId) {
        if let Some((gateway, id)) = self.inner(connection) {
            gateway.welcome(id);
        }
    }

    fn close(&mut self, connection: ConnectionId) {
        if let Some((gateway, id)) = self.inner(connection) {
            gateway.close(id);
        }
    }
}
