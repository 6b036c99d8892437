package dev.stuckpod.cli.mcp.dump;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.screen.TextAnswers;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.folder.FolderDumps;
import dev.stuckpod.cli.mcp.folder.Folders;
import dev.stuckpod.cli.mcp.folder.Found;
import dev.stuckpod.cli.mcp.told.Told;
import dev.stuckpod.cli.mcp.tool.Arguments;
import dev.stuckpod.cli.mcp.tool.Parameter;
import dev.stuckpod.cli.mcp.tool.Tool;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Tools that read dumps in the folders that were given. */
public final class DumpTools {
  private static final String PRINTED = "As the dump prints it; nothing is concluded here.";
  private static final String WAITS =
      "Each answer says by what it is known: as the dump prints it, by memory, or inferred.";
  private static final Parameter FILE =
      Parameter.required("file", "The dump: a path as list_dumps gives it.");

  private final Folders folders;
  private final FolderDumps dumps;

  /** Makes tools that read these folders. */
  public DumpTools(Folders folders) {
    this.folders = folders;
    this.dumps = new FolderDumps(folders);
  }

  /** The tools. */
  public List<Tool> all() {
    return List.of(
        Tool.reading(
            "list_dumps",
            "Lists the files in the folders that may be read here, the latest first.",
            List.of(),
            _ -> list()),
        Tool.reading(
            "analyze_dump",
            "Explains a dump of goroutines or JVM threads: what is wrong, how sure that is, the"
                + " evidence. Ask this first of a dump.",
            List.of(FILE),
            this::analyze),
        Tool.reading(
            "dump_groups",
            "Groups the routines of a dump that are alike, the largest first.",
            List.of(
                FILE,
                Parameter.word(
                    "by",
                    "What is alike: the exact stack and state (default), or line, function or"
                        + " package of the application's own call.",
                    List.of("exact", "line", "function", "package")),
                Parameter.flag("idle", "Also those that are known to do nothing.")),
            this::groups),
        Tool.reading(
            "who_waits_for",
            "Who waits for a routine of a dump, or for a lock or channel.",
            List.of(FILE, what("The routine's id, or the address.")),
            given -> ask(given, "who waits for " + given.required("what"), WAITS)),
        Tool.reading(
            "who_holds",
            "Who holds a lock of a dump, or that for which a routine waits.",
            List.of(FILE, what("The address, or the routine's id.")),
            given -> ask(given, "who holds " + given.required("what"), WAITS)),
        Tool.reading(
            "query_dump",
            "Asks one question of 'stuckpod explore': where EXPR, search EXPR, stack ID, path ID"
                + " (to what blocks it), summary, show OFFSET, help, help where. In EXPR are the"
                + " fields id, state, minutes, function, package, file, line, trace, created_by,"
                + " lock, channel, labels, cpu: where state == 'select' && contains(trace, 'Hub').",
            List.of(FILE, Parameter.required("question", "The question, one line.")),
            given -> ask(given, given.required("question"), WAITS)),
        Tool.reading(
            "diff_dumps",
            "Compares two dumps of one process: explains the later one in the light of the"
                + " earlier, and lists what is gone, new, has moved, has stayed.",
            List.of(
                Parameter.required("earlier", "The dump that was taken first."),
                Parameter.required("later", "The one that was taken after it.")),
            this::diff));
  }

  private static Parameter what(String about) {
    return Parameter.required("what", about);
  }

  private Told list() throws CommandException, IOException {
    Found found = folders.list();
    var page = new ScreenText.Page(Layout.PLAIN);
    if (folders.given().isEmpty()) {
      page.line("No folder was given: start stuckpod mcp with --folder DIR.");
    } else if (found.files().isEmpty()) {
      page.line("There is no file.");
    }
    for (Found.Entry one : found.files()) {
      page.line(
          "%s  %d bytes, %s"
              .formatted(one.path(), one.size(), one.modified().truncatedTo(ChronoUnit.SECONDS)));
    }
    if (found.cut()) {
      page.line("There are more, which were not looked at.");
    }
    return Told.plain(
        "As the folders are now. Whether a file is a dump shows when it is asked about.",
        "the folders",
        page.text());
  }

  private Told analyze(Arguments given) throws CommandException, NotADumpException, IOException {
    String file = given.required("file");
    Analysis analysis = dumps.analyze(List.of(file));
    return Told.of(analysis, file, PlainText.of(analysis));
  }

  private Told groups(Arguments given) throws CommandException, NotADumpException, IOException {
    String file = given.required("file");
    String by = given.text("by");
    Session session = dumps.open(List.of(file));
    if (given.flag("idle")) {
      answer(session, "idle on");
    }
    Answer groups = answer(session, "groups " + (by == null ? "exact" : by));
    return Told.plain(PRINTED, file, TextAnswers.whole(groups));
  }

  private Told ask(Arguments given, String question, String sure)
      throws CommandException, NotADumpException, IOException {
    String file = given.required("file");
    Session session = dumps.open(List.of(file));
    return Told.plain(sure, file, TextAnswers.whole(answer(session, question)));
  }

  private Told diff(Arguments given) throws CommandException, NotADumpException, IOException {
    List<String> files = List.of(given.required("earlier"), given.required("later"));
    Analysis analysis = dumps.analyze(files);
    Answer moved = answer(dumps.open(files), "diff");
    ScreenText text =
        ScreenText.of(TextAnswers.whole(moved).text() + "\n" + PlainText.of(analysis).text());
    return Told.of(analysis, String.join(", ", files), text);
  }

  private static Answer answer(Session session, String question) throws CommandException {
    Answer answer =
        session.answer(question).orElseThrow(() -> new CommandException("Nothing is asked"));
    if (answer instanceof Answer.Wrong wrong) {
      String where =
          wrong.column() < 0 ? "" : " (at character %d of it)".formatted(wrong.column() + 1);
      throw new CommandException(wrong.sentence() + where);
    }
    return answer;
  }
}
