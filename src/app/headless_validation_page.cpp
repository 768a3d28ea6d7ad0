#include <array>
#include <cmath>
#include <cstdio>

#include "app/json_writer.h"
#include "app/validation_page.h"

namespace scale::app {
namespace {

using sim::Deviation;
using sim::FigureKind;

// Columns of the tables: of a course over time the worst moment is shown.
constexpr FigureKind kColumns[] = {FigureKind::throughput, FigureKind::failed, FigureKind::slow,
                                   FigureKind::hits,       FigureKind::lag,    FigureKind::p50,
                                   FigureKind::p95,        FigureKind::p99};
constexpr const char* kHeads[] = {"throughput", "failed", "slow", "hits", "lag", "p50", "p95", "p99"};

const Deviation* worst_of(const ValidatedPacket& p, FigureKind kind) {
  const auto used = [](const Deviation& d) {
    return std::abs(d.error) / (d.allowed < sim::kNotPromised ? d.allowed : 1);
  };
  const Deviation* worst = nullptr;
  for (const Deviation& d : p.figures)
    if (d.figure.kind == kind && d.meaningful && (worst == nullptr || used(d) > used(*worst))) worst = &d;
  return worst;
}

std::string cell(const Deviation* d) {
  if (d == nullptr) return "";
  char text[40];
  const double shown = std::abs(d->error) < 5e-4 ? 0 : 100 * d->error;
  std::snprintf(text, sizeof text, "%+.1f", shown);
  std::string out = shown == 0 ? "0" : text;
  if (!d->inside()) return out + " OUT";
  if (!d->sure()) return out + " ?";
  return out;
}

std::string line_text(double allowed) {
  if (!(allowed < sim::kNotPromised)) return "-";
  char text[20];
  std::snprintf(text, sizeof text, "%g", 100 * allowed);
  return text;
}

std::array<double, 8> lines(const sim::AllowedError& a) {
  return {a.throughput, a.failed, a.slow, a.hits, a.lag, a.p50, a.p95, a.p99};
}

bool same_lines(const sim::AllowedError& a, const sim::AllowedError& b) {
  return lines(a) == lines(b);
}

// What a row may be off where that is not the promise for all.
std::string own_lines(const sim::ValidationCase& c) {
  std::string out;
  const auto tell = [&out](const char* when, const sim::AllowedError& own, const sim::AllowedError& usual) {
    if (same_lines(own, usual)) return;
    const auto mine = lines(own), theirs = lines(usual);
    std::string list;
    for (std::size_t i = 0; i < mine.size(); ++i) {
      if (mine[i] == theirs[i]) continue;
      list += std::string(list.empty() ? "" : ", ") + kHeads[i] + " " +
              (mine[i] < sim::kNotPromised ? line_text(mine[i]) : "not promised");
    }
    out += std::string(out.empty() ? "" : "; ") + when + " " + list;
  };
  tell("up to k = 8:", c.up_to_8, {});
  tell("beyond:", c.beyond_8, sim::kBeyond8);
  if (!c.why.empty()) out += " (" + c.why + ")";
  return out;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char ch : text) {
    if (ch == '<') {
      out += "&lt;";
    } else if (ch == '&') {
      out += "&amp;";
    } else {
      out += ch;
    }
  }
  return out;
}

const char* const kIntroduction[] = {
    "The simulator moves packets of k consecutive requests; k = 1 is exact. Here every kind of network that "
    "a "
    "growing site is made of is run at k = 1 and in packets, from several seeds, and each figure of the "
    "packets is "
    "held against the exact one.",
    "The promise. Up to k = 8: throughput, failures and slow pages within 1 % (of shares: 1 point), cache "
    "hits "
    "within 2 points at any moment, lag within 5 %, the median within 10 %, the 95th and 99th percentile "
    "within "
    "5 %. Beyond, to k = 128: throughput, failures and the point of saturation within 2 %; percentiles are "
    "shown and, where a row says so, held within 25 %; a station that serves only a few packets at once is "
    "further off. Rows with lines of their own name them. A row outside "
    "its own "
    "line fails the check.",
    "Numbers are errors in per cent; for failed, slow and hits, differences in points. Of a course over time "
    "the "
    "worst moment is shown. \"?\": the noise of the runs is larger than the line.",
};

}  // namespace

ValidationCount count_verdicts(const std::vector<ValidatedCase>& all) {
  ValidationCount count;
  for (const ValidatedCase& c : all) {
    for (const ValidatedPacket& p : c.packets) {
      for (const Deviation& d : p.figures) {
        if (!d.meaningful || !(d.allowed < sim::kNotPromised)) continue;
        ++count.figures;
        count.outside += !d.inside();
        count.unsure += d.inside() && !d.sure();
      }
    }
  }
  return count;
}

std::string validation_summary(const ValidationCount& count) {
  return std::to_string(count.figures) + " figures, " + std::to_string(count.outside) +
         " outside their line, " + std::to_string(count.unsure) + " inside with more noise than line";
}

std::string validation_text(const ValidatedCase& c, bool with_head) {
  std::string out;
  char text[160];
  const auto add = [&](const char* name, const char* k, const std::array<std::string, 8>& cells) {
    std::snprintf(text, sizeof text, "%-56s %4s", name, k);
    out += text;
    for (const std::string& s : cells) {
      std::snprintf(text, sizeof text, " %10s", s.c_str());
      out += text;
    }
    out += "\n";
  };
  if (with_head) {
    std::array<std::string, 8> heads;
    for (std::size_t i = 0; i < heads.size(); ++i) heads[i] = kHeads[i];
    add("network, error in % (of shares in points)", "k", heads);
  }
  for (const ValidatedPacket& p : c.packets) {
    std::array<std::string, 8> cells;
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell(worst_of(p, kColumns[i]));
    add(c.network.name.c_str(), std::to_string(p.packet).c_str(), cells);
  }
  return out;
}

std::string validation_json(const std::vector<ValidatedCase>& all) {
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.open_array("rows");
  for (const ValidatedCase& c : all) {
    for (const ValidatedPacket& p : c.packets) {
      for (const Deviation& d : p.figures) {
        json.open_object();
        json.field("group", c.network.group);
        json.field("name", c.network.name);
        json.field("packet", static_cast<double>(p.packet));
        json.field("figure", d.figure.name);
        json.field("exact", d.exact);
        json.field("in_packets", d.packets);
        json.field("error", d.error);
        json.field("noise", d.noise);
        if (d.allowed < sim::kNotPromised && d.meaningful) {
          json.field("allowed", d.allowed);
          json.field("verdict", !d.inside() ? "outside" : d.sure() ? "inside" : "unsure");
        }
        json.close_object();
      }
    }
  }
  json.close_array();
  const ValidationCount count = count_verdicts(all);
  json.field("figures", count.figures);
  json.field("outside", count.outside);
  json.field("unsure", count.unsure);
  json.close_object();
  return json.text();
}

std::string validation_markdown(const std::vector<ValidatedCase>& all) {
  std::string out = "## Packets against single requests\n";
  for (const char* paragraph : kIntroduction) out += std::string("\n") + paragraph + "\n";
  std::string group;
  for (const ValidatedCase& c : all) {
    if (c.network.group != group) {
      group = c.network.group;
      out += "\n### " + group + "\n\n| network | k |";
      for (const char* head : kHeads) out += std::string(" ") + head + " |";
      out += " own lines |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
    }
    for (const ValidatedPacket& p : c.packets) {
      const bool first = &p == &c.packets.front();
      out += "| " + (first ? c.network.name : "") + " | " + std::to_string(p.packet) + " |";
      for (const FigureKind kind : kColumns) out += " " + cell(worst_of(p, kind)) + " |";
      out += " " + (first ? own_lines(c.network) : "") + " |\n";
    }
  }
  return out + "\n" + validation_summary(count_verdicts(all)) + ".\n";
}

// A part of a page, from the heading down, for the handbook to put into its frame.
std::string validation_html(const std::vector<ValidatedCase>& all) {
  std::string out = "<h1>Packets against single requests</h1>\n";
  for (const char* paragraph : kIntroduction) out += "<p>" + escaped(paragraph) + "</p>\n";
  std::string group;
  for (const ValidatedCase& c : all) {
    if (c.network.group != group) {
      if (!group.empty()) out += "</tbody></table>\n";
      group = c.network.group;
      out += "<h2>" + escaped(group) + "</h2>\n<table><thead><tr><th>network</th><th>k</th>";
      for (const char* head : kHeads) out += std::string("<th>") + head + "</th>";
      out += "</tr></thead><tbody>\n";
    }
    for (const ValidatedPacket& p : c.packets) {
      out += "<tr>";
      if (&p == &c.packets.front()) {
        const std::string own = own_lines(c.network);
        out += "<th rowspan=\"" + std::to_string(c.packets.size()) + "\" scope=\"row\">" +
               escaped(c.network.name) + (own.empty() ? "" : "<br><small>" + escaped(own) + "</small>") +
               "</th>";
      }
      out += "<td>" + std::to_string(p.packet) + "</td>";
      for (const FigureKind kind : kColumns) {
        const Deviation* d = worst_of(p, kind);
        out +=
            std::string(d != nullptr && !d->inside() ? "<td class=\"outside\">" : "<td>") + cell(d) + "</td>";
      }
      out += "</tr>\n";
    }
  }
  if (!group.empty()) out += "</tbody></table>\n";
  return out + "<p>" + validation_summary(count_verdicts(all)) + ".</p>\n";
}

}  // namespace scale::app
