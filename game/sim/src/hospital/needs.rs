//! What every service needs of the network and of other services, and the ways by which it has it.
//!
//! A service works in one zone. What stands there is at hand whether the zone is cut off or not: an island. What stands
//! elsewhere comes over a flow, and is gone when either end is cut off. Closed devices are worked by hand, so they need no flow.
//! What other services do for it is carried by hand when the network does not.

use codedark_scenario::{Expr, Platform, Scenario, Service};

use crate::base::numbers::Network as Shares;
use crate::hospital::network::Standing;

/// What every service needs, with its names looked up once, when the exercise is built.
#[derive(Clone, Debug)]
pub struct Needs {
    /// One for each service, in the scenario's order.
    services: Vec<Need>,
    /// Services in an order in which each comes after those it needs.
    order: Vec<usize>,
    /// What their work on paper hangs on; nothing where a service has no such thing.
    on_paper: Vec<Option<Need>>,
    /// Services in an order in which each comes after those that its work on paper hangs on.
    paper_order: Vec<usize>,
    /// Groups and services that each service needs, in the scenario's order.
    of: Vec<(Vec<usize>, Vec<usize>)>,
}

/// A dependency expression.
#[derive(Clone, Debug)]
pub enum Need {
    /// The share of this group that works, as far as there is a way to it.
    Group(usize, Way),
    /// The same share of what this service needs.
    Service(usize, Way),
    /// The minimum.
    All(Vec<Need>),
    /// The maximum.
    Any(Vec<Need>),
    /// The k-th largest.
    KOf(usize, Vec<Need>),
    /// The weighted mean, with the sum of its weights.
    Weighted(f64, Vec<(f64, Need)>),
    /// This much remains without it.
    AtLeast(f64, Box<Need>),
}

/// How a service has what stands in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It stands where the service works.
    Here,
    /// Over the network, from the service's zone to that one, while neither is cut off.
    Across(usize, usize),
    /// The same, and by hand while one is.
    AcrossOrByHand(usize, usize),
    /// The network carries nothing from one to the other.
    None,
}

impl Way {
    /// What it leaves of what is there, 0 to 1.
    fn share(self, cut_off: &[bool], by_hand: f64) -> f64 {
        match self {
            Way::Here => 1.0,
            Way::Across(from, to) if cut_off[from] || cut_off[to] => 0.0,
            Way::AcrossOrByHand(from, to) if cut_off[from] || cut_off[to] => by_hand,
            Way::Across(..) | Way::AcrossOrByHand(..) => 1.0,
            Way::None => 0.0,
        }
    }
}

impl Needs {
    /// Looks the names up. The checker has refused cycles among services.
    pub fn resolve(scenario: &Scenario) -> Needs {
        let services: Vec<Need> =
            scenario.hospital.services.iter().map(|service| Need::resolve(scenario, service, &service.needs)).collect();
        let on_paper = scenario
            .hospital
            .services
            .iter()
            .map(|service| service.paper.needs.as_ref().map(|needs| Need::resolve(scenario, service, needs)));
        let on_paper: Vec<Option<Need>> = on_paper.collect();
        let (order, paper_order) = (in_order(services.iter().map(Some)), in_order(on_paper.iter().map(Option::as_ref)));
        let of = services.iter().map(named).collect();
        Needs { services, order, of, on_paper, paper_order }
    }

    /// Services in an order in which each comes after those that its work on paper hangs on.
    pub fn paper_order(&self) -> &[usize] {
        &self.paper_order
    }

    /// What is left of a service's work on paper, 0 to 1, given how the network stands and what each service can do.
    pub fn on_paper(&self, service: usize, standing: &Standing, shares: &Shares, can_do: &[f64]) -> f64 {
        self.on_paper[service].as_ref().map_or(1.0, |need| need.value(standing, shares, can_do))
    }

    /// What is there of what each service needs, 0 to 1, given how the network stands.
    pub fn values(&self, standing: &Standing, shares: &Shares) -> Vec<f64> {
        let mut values = vec![0.0; self.services.len()];
        for service in &self.order {
            values[*service] = self.services[*service].value(standing, shares, &values);
        }
        values
    }

    /// The same where the network stood otherwise before, and these were the values: what has not changed is not asked anew.
    pub fn renew(&self, values: &mut Vec<f64>, before: &Standing, standing: &Standing, shares: &Shares) {
        if values.is_empty() || before.cut_off != standing.cut_off {
            *values = self.values(standing, shares);
            return;
        }
        let groups: Vec<bool> = before.works.iter().zip(&standing.works).map(|(before, now)| before != now).collect();
        let mut changed = vec![false; values.len()];
        for &service in &self.order {
            let (on_groups, on_services) = &self.of[service];
            if on_groups.iter().any(|group| groups[*group]) || on_services.iter().any(|service| changed[*service]) {
                let value = self.services[service].value(standing, shares, values);
                changed[service] = value != values[service];
                values[service] = value;
            }
        }
    }
}

/// Groups and services that something needs.
fn named(need: &Need) -> (Vec<usize>, Vec<usize>) {
    let (mut groups, mut services) = (Vec::new(), Vec::new());
    need.each(&mut |need| match need {
        Need::Group(group, _) => groups.push(*group),
        Need::Service(service, _) => services.push(*service),
        _ => {}
    });
    (groups, services)
}

/// Services in an order in which each comes after those it needs. In rounds rather than by recursion: a chain may be as long
/// as the list.
fn in_order<'n>(services: impl Iterator<Item = Option<&'n Need>>) -> Vec<usize> {
    let services: Vec<Option<&Need>> = services.collect();
    let mut order = Vec::with_capacity(services.len());
    while order.len() < services.len() {
        let can_follow = |service: &usize| {
            let mut after_all = !order.contains(service);
            if let Some(need) = services[*service] {
                named(need).1.iter().for_each(|needed| after_all &= order.contains(needed));
            }
            after_all
        };
        let next: Vec<usize> = (0..services.len()).filter(can_follow).collect();
        assert!(!next.is_empty(), "the checker refuses cycles");
        order.extend(next);
    }
    order
}

impl Need {
    fn resolve(scenario: &Scenario, service: &Service, expr: &Expr) -> Need {
        let hospital = &scenario.hospital;
        let inner = |inner: &Expr| Need::resolve(scenario, service, inner);
        let each = |list: &[Expr]| list.iter().map(inner).collect();
        match expr {
            Expr::Asset(id) => {
                let group = hospital.group(id).expect("checked reference");
                Need::Group(group, way_to_group(scenario, service, group))
            }
            Expr::Service(id) => {
                let needed = hospital.service(id).expect("checked reference");
                let (here, there) = (hospital.works_in(service), hospital.works_in(&hospital.services[needed]));
                Need::Service(needed, if here == there { Way::Here } else { Way::AcrossOrByHand(here, there) })
            }
            Expr::All(list) => Need::All(each(list)),
            Expr::Any(list) => Need::Any(each(list)),
            Expr::KOf(k, list) => Need::KOf(*k as usize, each(list)),
            Expr::AtLeast(least, part) => Need::AtLeast(*least, Box::new(inner(part))),
            Expr::Weighted(list) => Need::Weighted(
                list.iter().map(|(weight, _)| weight).sum(),
                list.iter().map(|(weight, part)| (*weight, inner(part))).collect(),
            ),
        }
    }

    /// Visits it, and all that it is made of.
    fn each(&self, visit: &mut dyn FnMut(&Need)) {
        visit(self);
        match self {
            Need::Group(..) | Need::Service(..) => {}
            Need::All(list) | Need::Any(list) | Need::KOf(_, list) => list.iter().for_each(|inner| inner.each(visit)),
            Need::AtLeast(_, inner) => inner.each(visit),
            Need::Weighted(_, list) => list.iter().for_each(|(_, inner)| inner.each(visit)),
        }
    }

    /// Its value, 0 to 1, given how the network stands, and the values of the services that it needs.
    fn value(&self, standing: &Standing, shares: &Shares, services: &[f64]) -> f64 {
        let value = |inner: &Need| inner.value(standing, shares, services);
        let each = |list: &'_ [Need], from: f64, fold: fn(f64, f64) -> f64| list.iter().map(value).fold(from, fold);
        match self {
            Need::Group(group, way) => standing.works[*group] * way.share(&standing.cut_off, shares.local_share),
            Need::Service(service, way) => services[*service] * way.share(&standing.cut_off, shares.carried_share),
            Need::All(list) => each(list, 1.0, f64::min),
            Need::Any(list) => each(list, 0.0, f64::max),
            Need::KOf(k, list) => {
                let mut values: Vec<f64> = list.iter().map(value).collect();
                values.sort_by(|a, b| b.total_cmp(a));
                values.get(k.saturating_sub(1)).copied().unwrap_or(0.0)
            }
            Need::AtLeast(least, inner) => least + (1.0 - least) * value(inner),
            Need::Weighted(total, list) => {
                list.iter().map(|(weight, inner)| weight * value(inner)).sum::<f64>() / total
            }
        }
    }
}

/// How a service has a group.
fn way_to_group(scenario: &Scenario, service: &Service, group: usize) -> Way {
    let hospital = &scenario.hospital;
    let facts = &hospital.groups[group];
    let (here, there) = (hospital.works_in(service), hospital.zone(&facts.zone).expect("checked reference"));
    match facts.platform {
        _ if here == there => Way::Here,
        Platform::Embedded => Way::AcrossOrByHand(here, there),
        _ if hospital.carries(here, there) => Way::Across(here, there),
        _ => Way::None,
    }
}
