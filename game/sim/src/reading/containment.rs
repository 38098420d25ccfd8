//! Containment: whether the attacker is out.

use crate::hospital::crew::Attack;

/// Whether the attacker holds nothing and has no known way back.
pub fn contained(network: &crate::hospital::network::Network, attack: &Attack) -> bool {
    attack.entered_min.is_some() && network.held() == 0 && !attack.persistence && !attack.domain_admin
}
