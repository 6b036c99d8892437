package dev.stuckpod.cli.report.picture;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom as the findings of an analysis tell it, without the dump. */
final class ToldWeb {
  private static final int FINDINGS = 5;
  private static final String NOBODY = "nobody ";

  private final Map<String, Spot> spots = new LinkedHashMap<>();
  private final Set<Arrow> arrows = new LinkedHashSet<>();

  private ToldWeb() {}

  static Web of(Analysis analysis) {
    var told = new ToldWeb();
    analysis.findings().stream().limit(FINDINGS).forEach(told::finding);
    return new Web(told.spots, told.arrows);
  }

  private void finding(Finding finding) {
    List<String> holders = new ArrayList<>();
    List<String> workers = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    for (Finding.Participant one : finding.participants()) {
      String key = "f" + spots.size();
      int group = spots.size();
      spots.put(
          key, new Spot(one.count(), Pictures.frame(one), "", one.state(), one.example(), group));
      (one.role() == Role.HOLDER ? holders : one.role() == Role.WORKER ? workers : waiting)
          .add(key);
    }
    waiting.addAll(workers);
    if (holders.isEmpty() && !workers.isEmpty()) {
      waiting.forEach(from -> workers.forEach(to -> arrow(from, to, false, finding)));
      return;
    }
    if (holders.isEmpty()) {
      String words = end(finding);
      String key = NOBODY + words;
      spots.putIfAbsent(key, Spot.nobody(words));
      holders.add(key);
    } else if (waiting.isEmpty()
        && finding.kind().verdict(finding.confidence()) == Verdict.Deadlock) {
      for (int i = 0; i < holders.size(); i++) { // each waits for the next, the last for the first
        arrow(holders.get(i), holders.get((i + 1) % holders.size()), true, finding);
      }
    }
    for (String from : waiting) {
      holders.forEach(to -> arrow(from, to, !to.startsWith(NOBODY), finding));
    }
    if (!workers.isEmpty() && !holders.getFirst().startsWith(NOBODY)) {
      holders.forEach(from -> workers.forEach(to -> arrow(from, to, false, finding)));
    }
  }

  private static String end(Finding finding) {
    return finding.kind() == Kind.WAITING_ON_PEER ? Weaving.PEER : "nobody is seen there";
  }

  private void arrow(String from, String to, boolean held, Finding finding) {
    Finding.Resource resource = finding.resource();
    String name = (resource.kind() + " " + resource.type()).strip();
    String known = "%s, %s".formatted(finding.rule(), finding.confidence());
    arrows.add(new Arrow(from, to, arrows.size(), name, "", known, held, false));
  }
}
