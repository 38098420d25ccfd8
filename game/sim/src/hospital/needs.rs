//! What every service needs of the network and of other services.

use codedark_scenario::{Expr, Scenario};

/// What every service needs, with its names looked up once, when the exercise is built.
#[derive(Clone, Debug)]
pub struct Needs {
    /// One for each service, in the scenario's order.
    services: Vec<Need>,
    /// Services in an order in which each comes after those it needs.
    order: Vec<usize>,
}

/// A dependency expression.
#[derive(Clone, Debug)]
pub enum Need {
    /// The share of this group that works and can be reached.
    Group(usize),
    /// The same share of what this service needs.
    Service(usize),
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

impl Needs {
    /// Looks the names up. The checker has refused cycles among services.
    pub fn resolve(scenario: &Scenario) -> Needs {
        let services: Vec<Need> =
            scenario.hospital.services.iter().map(|service| Need::resolve(scenario, &service.needs)).collect();
        let order = in_order(&services);
        Needs { services, order }
    }

    /// What is there of what each service needs, 0 to 1, given the availability of every group.
    pub fn values(&self, groups: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; self.services.len()];
        for service in &self.order {
            values[*service] = self.services[*service].value(groups, &values);
        }
        values
    }
}

/// Services in an order in which each comes after those it needs. In rounds rather than by recursion: a chain may be as long
/// as the list.
fn in_order(services: &[Need]) -> Vec<usize> {
    let mut order = Vec::with_capacity(services.len());
    while order.len() < services.len() {
        let can_follow = |service: &usize| {
            let mut after_all = !order.contains(service);
            services[*service].each_service(&mut |needed| after_all &= order.contains(&needed));
            after_all
        };
        let next: Vec<usize> = (0..services.len()).filter(can_follow).collect();
        assert!(!next.is_empty(), "the checker refuses cycles");
        order.extend(next);
    }
    order
}

impl Need {
    fn resolve(scenario: &Scenario, expr: &Expr) -> Need {
        let hospital = &scenario.hospital;
        let each = |list: &[Expr]| list.iter().map(|inner| Need::resolve(scenario, inner)).collect();
        let found = |index: Option<usize>| index.expect("checked reference");
        match expr {
            Expr::Asset(id) => Need::Group(found(hospital.group(id))),
            Expr::Service(id) => Need::Service(found(hospital.service(id))),
            Expr::All(list) => Need::All(each(list)),
            Expr::Any(list) => Need::Any(each(list)),
            Expr::KOf(k, list) => Need::KOf(*k as usize, each(list)),
            Expr::AtLeast(least, inner) => Need::AtLeast(*least, Box::new(Need::resolve(scenario, inner))),
            Expr::Weighted(list) => Need::Weighted(
                list.iter().map(|(weight, _)| weight).sum(),
                list.iter().map(|(weight, inner)| (*weight, Need::resolve(scenario, inner))).collect(),
            ),
        }
    }

    fn each_service(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Need::Group(_) => {}
            Need::Service(service) => visit(*service),
            Need::All(list) | Need::Any(list) | Need::KOf(_, list) => {
                list.iter().for_each(|inner| inner.each_service(visit));
            }
            Need::AtLeast(_, inner) => inner.each_service(visit),
            Need::Weighted(_, list) => list.iter().for_each(|(_, inner)| inner.each_service(visit)),
        }
    }

    /// Its value, 0 to 1, given those of every group, and of the services that it needs.
    fn value(&self, groups: &[f64], services: &[f64]) -> f64 {
        let each = |list: &'_ [Need], from: f64, fold: fn(f64, f64) -> f64| {
            list.iter().map(|inner| inner.value(groups, services)).fold(from, fold)
        };
        match self {
            Need::Group(group) => groups[*group],
            Need::Service(service) => services[*service],
            Need::All(list) => each(list, 1.0, f64::min),
            Need::Any(list) => each(list, 0.0, f64::max),
            Need::KOf(k, list) => {
                let mut values: Vec<f64> = list.iter().map(|inner| inner.value(groups, services)).collect();
                values.sort_by(|a, b| b.total_cmp(a));
                values.get(k.saturating_sub(1)).copied().unwrap_or(0.0)
            }
            Need::AtLeast(least, inner) => least + (1.0 - least) * inner.value(groups, services),
            Need::Weighted(total, list) => {
                list.iter().map(|(weight, inner)| weight * inner.value(groups, services)).sum::<f64>() / total
            }
        }
    }
}
