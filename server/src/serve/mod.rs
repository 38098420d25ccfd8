//! The host's shell: the one place that reads the wall clock, opens the port, and starts the hub's thread.

mod board;
mod key;
mod public;
mod tls;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use codedark_protocol::Msg;
use codedark_scenario::Problem;
use codedark_sim::exercise::{Forks, Mode};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use crate::bell::Bell;
use crate::content::Content;
use crate::gateway::{Crowd, Gateway, Gateways, UdpGateway, UdpTickets, WebSocketGateway};
use crate::http::{Access, Site, Ways, accept};
use crate::hub::{self, Call, Clock, Hub};
use crate::key::KeyHash;
use crate::library::Library;
use crate::session::Session;
use crate::store::{FolderLock, Opened, Store, StoreError, StoredClass, Writer, WriterHandle};
use crate::words::{say, sentence};

pub use board::{announce, pages};
pub use key::KEY_VARIABLE;
pub use tls::Tls;

/// What a host may choose.
pub struct Options {
    /// Address and port of the page.
    pub listen: SocketAddr,
    /// Port of the UDP gateway at the same address; none switches it off.
    pub udp_port: Option<u16>,
    /// The store.
    pub data: PathBuf,
    /// Built-in name, name in the library, or file of the scenario of a new class.
    pub scenario: String,
    /// Folder of the page; without it, `web/dist` beside the working directory.
    pub page: Option<PathBuf>,
    /// File with the key that the facilitator logs in with; without it, that of the environment, the one of the last start,
    /// or a random one.
    pub key_file: Option<PathBuf>,
    /// Whether to make another key, though there is one.
    pub new_key: bool,
    /// Under which names the server is reached, and which proxies it believes.
    pub access: Access,
    /// With what TLS is spoken; none for plain HTTP.
    pub tls: Option<Tls>,
    /// Whether the server faces the internet.
    pub public: bool,
    /// Teams of a new class.
    pub teams: u32,
    /// Whether its teams play apart, or together in one region; without it, as the scenario is made for.
    pub mode: Option<Mode>,
    /// Seed of a new class; without it, a random one.
    pub seed: Option<u64>,
    /// Whether to begin a new class, though the last one has not ended.
    pub new: bool,
    /// How long a class is kept after its end, in days.
    pub keep_days: u32,
    /// Most bytes that the store may take; none for as many as the disk has.
    pub store_limit: Option<u64>,
}

/// How long after its end a class still counts as the one that people came for, in milliseconds: half a day.
const FRESH_MS: u64 = 12 * 3_600_000;

/// Hosts classes until the program is told to end.
///
/// The port is bound first, then the folder locked, and only then the store touched: a second start changes nothing.
pub fn serve(options: Options) -> Result<(), String> {
    let page = page_folder(options.page.clone());
    let clock = clock();
    let chosen = key::chosen(options.key_file.as_deref())?;
    let unsafe_for = if options.public { public::reasons(&options, chosen.as_deref()) } else { Vec::new() };
    if !unsafe_for.is_empty() {
        let reasons = unsafe_for.iter().map(|reason| format!("\n- {}", sentence(reason)));
        return Err(say("public-unsafe") + &reasons.collect::<String>());
    }
    let listener = listen(options.listen)?;
    let address = listener.local_addr().unwrap_or(options.listen);
    let pages = pages(address, options.tls.is_some(), &options.access.origins);
    let first = pages.first().cloned().unwrap_or_default();
    let lock = FolderLock::take(&options.data, &first).map_err(|reason| sentence(&reason))?;
    let tls = options.tls.as_ref().map(|tls| tls.acceptor(&options.data)).transpose()?;
    let Opened { mut store, missing } =
        Store::open(&options.data, options.store_limit).map_err(|problem| sentence(&problem.msg()))?;
    missing.iter().for_each(|what| println!("{}", sentence(what)));
    let (key, told) = key::settle(&mut store, &options.data, chosen.as_deref(), options.new_key)?;
    open_classes(&mut store, &options, clock())?;
    let writer = Writer::start(store);
    announce(&pages, address, &told, &writer)?;
    board::tell_no_page(page.is_some());
    let udp = open_udp(options.listen, options.udp_port, clock());
    let library = Library::beside(&options.data);
    let (forks, keep_days) = (beside_classes(), options.keep_days);
    let (access, extra) = (options.access, |routes| routes);
    let opening = Opening { writer, key, access, tls, forks, keep_days, clock, listener, udp, page, library, extra };
    let ended = host(opening, told_to_end());
    drop(lock);
    ended
}

/// The folder of the page: the one that was asked for, or `web/dist` where it is built.
pub fn page_folder(asked: Option<PathBuf>) -> Option<PathBuf> {
    asked.or_else(|| Some(PathBuf::from("web/dist")).filter(|folder| folder.is_dir()))
}

/// Opens the port of the page.
pub fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    let open = TcpListener::bind(address).and_then(|listener| listener.set_nonblocking(true).map(|()| listener));
    open.map_err(|error| {
        let msg = Msg::new("port-taken").word("address", address.to_string());
        sentence(&msg.word("reason", error.to_string()))
    })
}

/// The file that holds classes, where none is named.
pub const DATA: &str = "data/codedark.sqlite";

/// What classes need to be hosted.
pub struct Opening<Extra> {
    /// Where the classes are kept.
    pub writer: WriterHandle,
    /// What tells the facilitator's key.
    pub key: KeyHash,
    /// Under which names the server is reached, and which proxies it believes.
    pub access: Access,
    /// What TLS is spoken with; none for plain HTTP.
    pub tls: Option<TlsAcceptor>,
    /// By how many forks ended classes are rated.
    pub forks: Forks,
    /// How long a class is kept after its end, in days.
    pub keep_days: u32,
    /// What time it is.
    pub clock: Clock,
    /// The port of the page.
    pub listener: TcpListener,
    /// The port of native windows.
    pub udp: Option<(UdpGateway, UdpTickets)>,
    /// Folder of the page.
    pub page: Option<PathBuf>,
    /// Where authors save scenarios.
    pub library: Library,
    /// Adds to what is served over HTTP.
    pub extra: Extra,
}

/// Hosts classes until that moment.
pub fn host(opening: Opening<impl FnOnce(Router) -> Router>, until: impl Future<Output = ()>) -> Result<(), String> {
    let Opening { writer, key, access, tls, forks, keep_days, clock, listener, udp, page, library, extra } = opening;
    let (access, crowd) = (Arc::new(access), Crowd::new(raise_open_files()));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let bell = Bell::default();
    let (sockets, acceptor) = WebSocketGateway::new(bell.clone());
    let (udp, tickets) = udp.unzip();
    let (ready, handle) = std::sync::mpsc::channel();
    let (gone, hub_gone) = oneshot::channel::<()>();
    // The app is built on its thread, which alone may touch it.
    let hub = std::thread::spawn(move || {
        let _tells_when_gone = gone;
        let mut gateways: Vec<Box<dyn Gateway>> = vec![Box::new(sockets)];
        gateways.extend(udp.map(|udp| Box::new(udp) as Box<dyn Gateway>));
        let opening = hub::Opening {
            writer,
            gateway: Box::new(Gateways::new(gateways)),
            bell: bell.clone(),
            forks: Some(forks),
            keep_days,
            clock: Some(clock.clone()),
        };
        let opened = Hub::new(opening, clock());
        let (hub, handle) = opened.map_or_else(|error| (None, Err(error)), |(hub, handle)| (Some(hub), Ok(handle)));
        if ready.send(handle).is_ok()
            && let Some(hub) = hub
        {
            hub.run(&bell, &*clock);
        }
    });
    let handle = handle.recv().map_err(|_| say("hub-gone"))?.map_err(|error| sentence(&error.msg()))?;
    let site = Site {
        hub: handle.clone(),
        acceptor,
        udp: tickets,
        page,
        library,
        key,
        access: access.clone(),
        crowd: crowd.clone(),
    };
    let (site, ways) = (site.routes(extra), Ways { crowd, access, tls });
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(|error| error.to_string())?;
        tokio::select! {
            () = accept(listener, site, ways) => Ok(()),
            () = until => Ok(()),
            _ = hub_gone => Err(say("hub-gone")),
        }
    });
    handle.leave(Call::Stop);
    runtime.shutdown_background();
    hub.join().map_err(|_| say("hub-gone"))?;
    ended
}

/// By how many forks ended classes are rated beside those that are played: one core is left to them.
pub fn beside_classes() -> Forks {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Forks::full((cores - 1).max(1))
}

/// Opens the UDP gateway. Without it the class goes on: everybody can use the page's port.
fn open_udp(listen: SocketAddr, port: Option<u16>, wall_ms: u64) -> Option<(UdpGateway, UdpTickets)> {
    let address = SocketAddr::new(listen.ip(), port?);
    match UdpGateway::open(address, wall_ms) {
        Ok(opened) => Some(opened),
        Err(error) => {
            let msg = Msg::new("udp-taken").word("address", address.to_string());
            println!("{}", sentence(&msg.word("reason", error.to_string())));
            None
        }
    }
}

/// Makes ready what the store has: old classes go when their time is over, and when none is prepared, running, or just
/// ended, there is a new one.
fn open_classes(store: &mut Store, options: &Options, wall_ms: u64) -> Result<(), String> {
    let failed = |error: StoreError| sentence(&error.msg());
    store.delete_expired(wall_ms).map_err(failed)?;
    let fresh = |class: &StoredClass| class.ended_ms.is_none_or(|ended| wall_ms.saturating_sub(ended) < FRESH_MS);
    let open = store.classes().map_err(failed)?.iter().filter(|class| fresh(class)).count();
    if open > 0 && !options.new {
        println!("{}", say("serve-resumed"));
        return Ok(());
    }
    let content = content(options)?;
    let setup = content.set_up(options.teams, options.mode, options.seed);
    let created = Session::create_in(store, &content, &setup, options.keep_days, wall_ms);
    created.map_err(failed).map(drop)
}

/// The scenario of a new class: one of the library, a shipped one, or a file.
fn content(options: &Options) -> Result<Content, String> {
    let library = Library::beside(&options.data);
    if library.names().contains(&options.scenario) {
        return library.content(&options.scenario).map_err(|reason| sentence(&reason));
    }
    Content::named(&options.scenario).map_err(|problems| Problem::lines(&problems))
}

/// Lets the program have as many files open as its user may, since each connection is one. Gives how many those are.
fn raise_open_files() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        // What is refused leaves the limit as it is.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
        getrlimit(Resource::Nofile).current.and_then(|files| files.try_into().ok()).unwrap_or(usize::MAX)
    }
    #[cfg(not(unix))]
    usize::MAX
}

/// Milliseconds since 1970, counted on from the start by a clock that never jumps.
pub fn clock() -> Clock {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let started = Instant::now();
    Arc::new(move || u64::try_from((since_1970 + started.elapsed()).as_millis()).unwrap_or(u64::MAX))
}

async fn told_to_end() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_goes_on_without_udp() {
        let local = SocketAddr::from(([127, 0, 0, 1], 0));
        let taken = std::net::UdpSocket::bind(local).expect("a free port");
        let taken_port = taken.local_addr().expect("it has an address").port();
        for (udp_port, opens, why) in [
            (Some(0), true, "a free port"),
            (Some(taken_port), false, "a port that another program has"),
            (None, false, "switched off"),
        ] {
            assert_eq!(open_udp(local, udp_port, 0).is_some(), opens, "{why}");
        }
    }
}
