package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {

  private static final String DUMP = "../corpus/dumps/go-incident.go1.26.memory.txt";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  @Test
  void writesAFileAndSaysWhich() throws IOException {
    Path page = folder.resolve("incident.html");

    assertThat(run("report", DUMP, "-o", page.toString())).isZero();

    assertThat(out.toString().strip()).isEqualTo(page.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("<h1>RWMutex (*hub)+0x10 read-held by broadcast (channels.go:61)");
  }

  @Test
  void linesLeadToTheSourceThatIsNamed() throws IOException {
    Path page = folder.resolve("incident.html");
    String source = "https://git.example/hub/blob/v1/{path}#L{line}";

    assertThat(run("report", DUMP, "-o", page.toString(), "--source", source)).isZero();

    assertThat(Files.readString(page)).contains("channels.go#L61\"");
  }

  @Test
  void aTemplateThatIsNoAddressIsRefused() {
    assertThat(run("report", DUMP, "--source", "javascript:{path}")).isEqualTo(2);

    assertThat(err.toString()).startsWith("--source wants an address with {path} and {line} in it");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThat(run("report", "no/such.txt", "-o", folder.resolve("x.html").toString())).isOne();

    assertThat(err.toString().strip()).isEqualTo("stuckpod: no/such.txt: there is no such file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysThatAFileIsNoDump() throws IOException {
    Path none = Files.writeString(folder.resolve("none.txt"), "nothing of that kind\n");

    assertThat(run("report", none.toString(), "-o", folder.resolve("x.html").toString())).isOne();

    assertThat(err.toString()).startsWith("stuckpod: " + none + ": ").contains("dump");
  }

  @Test
  void saysThatAFolderIsNoneOfALoadTest() {
    assertThat(run("report", folder.toString())).isOne();

    assertThat(err.toString())
        .contains("is a folder without report.json: give the one of loadtest --artifacts");
  }

  @Test
  void saysThatItCannotBeWritten() {
    Path nowhere = folder.resolve("none/x.html");

    assertThat(run("report", DUMP, "-o", nowhere.toString())).isOne();

    assertThat(err.toString()).startsWith("stuckpod: " + nowhere + " could not be written");
  }

  private int run(String... words) {
    CommandLine line = Stuckpod.commandLine(words);
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
