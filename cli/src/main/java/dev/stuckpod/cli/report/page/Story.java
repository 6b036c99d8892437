package dev.stuckpod.cli.report.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dump, or several of one process, explained.
 *
 * @param id unique in its page, fit for an address
 * @param name of the pod or the file
 * @param remarks what is missing, and what failed before the dump was printed
 * @param picture who waits for whom; null where nobody is known to
 * @param movement null where there is one dump
 * @param siblings what was seen beside it, a sentence each
 * @param raws the dumps, as they were taken
 * @param again how to ask again
 */
public record Story(
    String id,
    String name,
    Headline headline,
    List<Fact> facts,
    List<String> remarks,
    @Nullable Picture picture,
    List<Cause> causes,
    @Nullable Movement movement,
    List<String> siblings,
    List<Table> tables,
    Groups groups,
    List<Raw> raws,
    List<Ask> again) {
  public Story {
    facts = List.copyOf(facts);
    remarks = List.copyOf(remarks);
    causes = List.copyOf(causes);
    siblings = List.copyOf(siblings);
    tables = List.copyOf(tables);
    raws = List.copyOf(raws);
    again = List.copyOf(again);
  }
}
