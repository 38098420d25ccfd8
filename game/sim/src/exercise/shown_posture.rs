//! The posture that seats are shown: how hard the hospital is to hurt for any attacker, whichever it meets.
//!
//! Measured against the hospital's own attacker, the figure would tell which one it is: buy the mail filter and see whether
//! it moves. So it is measured against all families of the library alike, each step of theirs with the controls that hinder
//! it. A control that only a scenario's own adversary knows does not count here; it does in the score. A test holds the table
//! to the library.

/// What a control leaves of the odds of a step, step by step.
pub type Hindrances = &'static [&'static [(&'static str, f64)]];

/// Each adversary of the library, by id.
#[rustfmt::skip]
pub const MIXTURE: [(&str, Hindrances); 8] = [
    (
        "data-theft-extortion",
        &[
            &[("mfa", 0.3)],
            &[("awareness", 0.97), ("staff-reporting", 0.8)],
            &[("mfa", 0.3), ("badge-sign-in", 0.8)],
            &[("privileged-access", 0.6)],
            &[("endpoint-block", 0.6)],
            &[],
            &[],
            &[],
            &[("segmentation", 0.5), ("privileged-access", 0.6)],
            &[("app-allowlist", 0.6), ("egress-filter", 0.4)],
            &[],
            &[],
            &[],
            &[("app-allowlist", 0.6)],
            &[("egress-filter", 0.4), ("network-monitoring", 0.85)],
            &[("egress-filter", 0.4), ("network-monitoring", 0.85)],
            &[("log-collection", 0.8)],
            &[],
        ],
    ),
    (
        "denial-of-service",
        &[
            &[],
            &[],
            &[("egress-filter", 0.9), ("network-monitoring", 0.85)],
            &[("egress-filter", 0.9), ("network-monitoring", 0.85)],
            &[("egress-filter", 0.8), ("network-monitoring", 0.85)],
        ],
    ),
    (
        "human-operated-ransomware",
        &[
            &[("mail-filter", 0.4), ("staff-reporting", 0.9)],
            &[("awareness", 0.975), ("endpoint-block", 0.7), ("app-allowlist", 0.6)],
            &[("mfa", 0.0144), ("badge-sign-in", 0.8)],
            &[("network-monitoring", 0.85), ("app-allowlist", 0.8), ("endpoint-block", 0.8)],
            &[("endpoint-block", 0.6), ("app-allowlist", 0.6), ("log-collection", 0.9)],
            &[("egress-filter", 0.5), ("network-monitoring", 0.85)],
            &[("endpoint-block", 0.5), ("privileged-access", 0.6), ("app-allowlist", 0.8)],
            &[("network-monitoring", 0.95)],
            &[("network-monitoring", 0.95)],
            &[("segmentation", 0.6), ("privileged-access", 0.7), ("badge-sign-in", 0.85), ("device-passwords", 0.97)],
            &[("privileged-access", 0.4), ("badge-sign-in", 0.9), ("log-collection", 0.9)],
            &[("segmentation", 0.45), ("privileged-access", 0.6), ("admin-workstations", 0.75)],
            &[("privileged-access", 0.35), ("admin-workstations", 0.5), ("endpoint-block", 0.8)],
            &[("segmentation", 0.6), ("privileged-access", 0.8)],
            &[("privileged-access", 0.7), ("admin-workstations", 0.8)],
            &[("out-of-band-channel", 0.4), ("mfa", 0.5), ("badge-sign-in", 0.8)],
            &[("mfa", 0.4), ("supplier-access-control", 0.4), ("segmentation", 0.6), ("device-isolation", 0.7), ("device-passwords", 0.8), ("device-inventory", 0.9), ("supplier-clauses", 0.85)],
            &[("egress-filter", 0.35), ("network-monitoring", 0.75)],
            &[("segmentation", 0.5), ("privileged-access", 0.7), ("badge-sign-in", 0.85)],
            &[("segmentation", 0.7), ("device-isolation", 0.75), ("endpoint-block", 0.7), ("app-allowlist", 0.6)],
            &[("privileged-access", 0.7), ("log-collection", 0.8)],
            &[("offline-backups", 0.15), ("admin-workstations", 0.7), ("privileged-access", 0.8)],
            &[("admin-workstations", 0.7), ("log-collection", 0.9), ("segmentation", 0.85), ("isolation-mandate", 0.9)],
            &[("endpoint-block", 0.6), ("app-allowlist", 0.7)],
        ],
    ),
    (
        "insider",
        &[
            &[],
            &[("log-collection", 0.9), ("badge-sign-in", 0.9)],
            &[("privileged-access", 0.6), ("badge-sign-in", 0.6)],
            &[("app-allowlist", 0.6), ("device-inventory", 0.9)],
            &[("log-collection", 0.4)],
            &[("privileged-access", 0.6), ("badge-sign-in", 0.7)],
            &[("privileged-access", 0.6)],
        ],
    ),
    (
        "medical-device-tampering",
        &[
            &[("device-inventory", 0.9), ("device-isolation", 0.5)],
            &[("supplier-access-control", 0.4), ("supplier-clauses", 0.85)],
            &[("device-isolation", 0.5), ("segmentation", 0.5)],
            &[("device-passwords", 0.2)],
            &[("device-isolation", 0.5), ("segmentation", 0.5)],
            &[("device-isolation", 0.5), ("app-allowlist", 0.6)],
            &[("device-isolation", 0.5)],
            &[("device-isolation", 0.5)],
            &[("device-isolation", 0.5), ("device-passwords", 0.6)],
        ],
    ),
    (
        "opportunistic-ransomware",
        &[
            &[("privileged-access", 0.4)],
            &[("network-monitoring", 0.95)],
            &[("segmentation", 0.4), ("privileged-access", 0.5)],
            &[("endpoint-block", 0.4), ("app-allowlist", 0.4)],
            &[("supplier-access-control", 0.4), ("mfa", 0.3)],
            &[("mfa", 0.1), ("badge-sign-in", 0.8)],
            &[("awareness", 0.97), ("mail-filter", 0.4), ("endpoint-block", 0.6), ("app-allowlist", 0.35)],
        ],
    ),
    (
        "supplier-compromise",
        &[
            &[("peer-warnings", 0.95)],
            &[("supplier-access-control", 0.4), ("supplier-clauses", 0.85), ("mfa", 0.3)],
            &[("supplier-clauses", 0.8), ("app-allowlist", 0.6)],
            &[("privileged-access", 0.6), ("supplier-access-control", 0.4)],
            &[("egress-filter", 0.4)],
            &[("egress-filter", 0.4), ("app-allowlist", 0.6)],
            &[("segmentation", 0.5), ("privileged-access", 0.6)],
            &[("segmentation", 0.5), ("privileged-access", 0.6), ("admin-workstations", 0.6)],
            &[("egress-filter", 0.4), ("network-monitoring", 0.85)],
            &[],
        ],
    ),
    (
        "worm",
        &[
            &[("network-monitoring", 0.85)],
            &[("segmentation", 0.5), ("egress-filter", 0.8)],
            &[],
            &[("network-monitoring", 0.85)],
            &[("endpoint-block", 0.6)],
            &[("egress-filter", 0.4)],
            &[],
            &[("offline-backups", 0.15)],
            &[],
        ],
    ),
];

/// How far the controls cut the odds of all families' steps, as the mean over families, in thousandths.
pub fn posture_milli(has: impl Fn(&str) -> bool) -> i64 {
    let left = |step: &&[(&str, f64)]| step.iter().filter(|(id, _)| has(id)).map(|(_, left)| left).product::<f64>();
    let mean = |steps: Hindrances| steps.iter().map(left).sum::<f64>() / steps.len() as f64;
    let left = MIXTURE.iter().map(|(_, steps)| mean(steps)).sum::<f64>() / MIXTURE.len() as f64;
    libm::round(1000.0 * (1.0 - left)) as i64
}
