// The terms of the lesson, each in one or two sentences, and what the model leaves out.
#pragma once

#include <array>
#include <string_view>

namespace scale::lesson {

struct Term {
  std::string_view term, meaning;
};

inline constexpr std::array kGlossary = std::to_array<Term>({
    {"affinity", "A user is sent to the same server again, since only that server knows him. Also: sticky."},
    {"anycast, DNS failover",
     "Names are pointed elsewhere when a site is lost. Old addresses live on until "
     "their time is up."},
    {"at least once",
     "A message whose receipt is missing is delivered again, so that a job may be done twice and never not "
     "at "
     "all."},
    {"back-pressure", "Who is full makes those wait who bring more, and so the pages before them."},
    {"backlog", "Work that has come and not begun. It goes down only while less comes than can be done."},
    {"balancer",
     "Takes every request and hands it to one of several servers; asks them from time to time "
     "whether they live."},
    {"bottleneck", "The part whose relief helps most. Relieving another one changes nothing."},
    {"broker", "Keeps messages until a worker has taken and acknowledged them."},
    {"cache",
     "Keeps answers for a while, so that the same question need not be worked out again. Its price is "
     "an old answer."},
    {"CDN",
     "Machines near the users that keep copies of files. The page itself still comes from the origin."},
    {"coalescing", "Of many who miss the same thing at once, one fetches it and the others wait for it."},
    {"column", "One kind of fact that each row of a table has: a title, a text, how often it was played."},
    {"conflict", "Two places changed the same row before they had heard of each other."},
    {"connection pooler, pooler",
     "Keeps some connections to a database and lends them to all servers: few starve it, thousands slow it "
     "down."},
    {"database primary, primary", "The one database that takes the writes. Its copies repeat each of them."},
    {"dead letter", "A message that failed at every delivery, put aside for somebody to look at."},
    {"deploy",
     "Servers restart one after the other with a new version, and what each knew by heart is gone."},
    {"edge", "A CDN's site near the users."},
    {"failover",
     "Another takes the place of one that died: a replica becomes the primary, other regions take a lost "
     "one's users. It begins when somebody has noticed."},
    {"fan-out, wide query, wide queries", "A question that goes to every shard. The slowest answer decides."},
    {"first byte", "From the click to the first byte of the page: distance and server together."},
    {"flood", "Hostile requests, sent to fill the system and not for their answers."},
    {"goodput", "Answers that came in time and were of use. Throughput counts the others too."},
    {"headroom", "What is free on an ordinary evening, and needed on the other kind."},
    {"hop",
     "The way from one machine to the next: a fraction of a millisecond within a site, more between two."},
    {"hot key, hot shard",
     "One row, or the shard it is on, that everybody asks for. More shards do not help."},
    {"job", "Slow work that a page brings and whose result nobody has to see at once."},
    {"join, joining",
     "Rows of several tables put together by their database. Once these are apart, the program asks each."},
    {"latency", "How long one request takes from end to end."},
    {"Little's law", "How many are inside = how many come a second x how long each stays (Little 1961)."},
    {"message", "What a page leaves at a queue: a note that says which job is to be done."},
    {"metastable failure",
     "A failure that goes on after its cause has gone, because it feeds itself: retries, "
     "logins, cold caches."},
    {"miss storm", "A cache is emptied, and all its questions reach the machine behind it at once."},
    {"NoSQL",
     "A store that spreads its rows over its machines by itself, and for that gives up joins and "
     "transactions over several rows."},
    {"origin", "Where the page is made and the files come from in the end."},
    {"p50, p95, p99",
     "Half, 95 and 99 in a hundred are faster than this. The p95 of a page of many parts is "
     "worse than the p95 of each part."},
    {"patience", "After ten seconds a user gives up; whatever arrives later is no use."},
    {"purge, purged",
     "All copies at the edges are thrown away; each is fetched anew when it is next asked for."},
    {"queue (message)",
     "Jobs wait outside the page until a worker has time. They are done later, not faster."},
    {"query, queries", "A question to a database. A page asks several before it can be made."},
    {"region",
     "A part of the world. Its users go to the nearest site, and are lost with it until they are led to "
     "another."},
    {"replica", "A copy of a database that answers reads, a little behind its primary."},
    {"replication lag", "How far a copy is behind."},
    {"resharding", "Moving rows when the number of shards changes; it loads the disks while it goes on."},
    {"retry, retries",
     "The same request once more, since the first has failed. It hides a hiccup and deepens an overload."},
    {"round trip", "There and back between two places, at the speed of light in glass at best."},
    {"session", "What a site knows of a visitor who has logged in."},
    {"shard", "One of several databases that each hold a part of the rows."},
    {"sharding", "Dividing the rows of one database over several, so that each writes a part of them."},
    {"sharding key", "What decides on which shard a row lives: ranges, a remainder, or a place on a ring."},
    {"shield", "Turns hostile requests away before they are work: at a balancer, or at the CDN's edges."},
    {"slow page", "A page that took longer than two seconds to its last file."},
    {"stale read", "Somebody does not see what has been written already."},
    {"standby", "A machine that is kept up to date beside another, to take its place at once."},
    {"stateless server, stateless", "Keeps nothing between two requests, so any of them can answer anybody."},
    {"time-lapse",
     "Of ten seconds one is simulated; through the other nine, queues and caches are projected."},
    {"TTL", "Time to live: how long a copy may be used without asking again."},
    {"utilisation", "The share of the time that a machine works. From about 85 % on, queues grow quickly."},
    {"vertical partitioning",
     "A database for each function: accounts, catalogue, history, social. By columns: one for those in "
     "constant "
     "use, one for the rest."},
    {"vertical, horizontal scaling", "Up: a larger machine. Out: more of them."},
    {"worker", "Takes one job after the other from a queue, outside any page."},
    {"Zipf's law",
     "The second most popular thing is asked for about half as often as the first, the third a third as "
     "often: few hits, a long tail."},
});

// The term that is named, or begins with what is typed, whatever its capitals; nullptr: none.
const Term* find_term(std::string_view name);
// The term that these two words of a text, or the first alone, are: "First byte,", "shards". Two words that
// are one term set `both`.
const Term* term_in_text(std::string_view word, std::string_view next, bool& both);

inline constexpr std::array kNotModelled = std::to_array<std::string_view>({
    "People: nobody is paid, on call, or makes a mistake of his own.",
    "Discounts, contracts and the price of moving; list prices only.",
    "Bugs, deploys that are wrong, and data that is corrupted.",
    "Loss of packets, congestion in the network between sites, and its providers' failures.",
    "Memory that runs full, garbage collection, and disks that fill up.",
    "What users do because a page was slow, other than giving up or trying again.",
    "Security beyond a flood of requests; encryption costs handshakes only.",
    "Transactions over several shards; a wide read asks all of them, a write changes one.",
    "Search, recommendation, advertising, payment, and every service of somebody else's.",
    "The kilometres inside a region: its users all have the same distance to its site.",
});

}  // namespace scale::lesson
