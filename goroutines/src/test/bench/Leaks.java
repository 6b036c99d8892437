import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.goroutines.reach.Bounds;
import dev.stuckpod.goroutines.reach.Unreached;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a program once for each of its kernels, searches its memory twice from outside, and then
 * has it print the runtime's own profile of leaked goroutines. Prints one row for each kernel.
 */
public final class Leaks {

  private static final Pattern HEADER = Pattern.compile("goroutine (\\d+) .*\\[([^,\\]]*).*");
  private static final String LEAKED = " (leaked)";
  private static final Set<String> NOTHING =
      Set.of("chan receive (nil chan)", "chan send (nil chan)", "select (no cases)");

  private int agreed;
  private int missed;
  private int nothing;
  private int wrong;
  private int declined;

  private Leaks() {}

  /** Takes the program, how far two searches are apart in ms, and the kernels. */
  public static void main(String[] arguments) throws Exception {
    var leaks = new Leaks();
    System.out.println("| Kernel | both | runtime only | waits for nothing | only we |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (int i = 2; i < arguments.length; i++) {
      leaks.kernel(arguments[0], Long.parseLong(arguments[1]), arguments[i]);
    }
    System.out.printf(
        "| all %d | %d | %d | %d | %d |%n",
        arguments.length - 2, leaks.agreed, leaks.missed, leaks.nothing, leaks.wrong);
    System.out.println(leaks.declined + " declined");
    System.exit(leaks.wrong == 0 ? 0 : 1);
  }

  private void kernel(String program, long apart, String name) throws Exception {
    Process process =
        new ProcessBuilder(program, name).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      Set<Long> ours = new HashSet<>();
      try (LiveProcess live = LiveProcess.open(Path.of("/proc", "" + process.pid()))) {
        Unreached first = live.reach(Bounds.ample());
        Thread.sleep(apart);
        for (long goid : first.and(live.reach(Bounds.ample())).goids()) {
          ours.add(goid);
        }
      } catch (UnreadableException declines) {
        System.out.println("| " + name + " | " + declines.getMessage() + " | | | |");
        declined++;
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      compare(name, ours, profile(out));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The states of those that the runtime calls leaked. */
  private static Map<Long, String> profile(BufferedReader out) throws Exception {
    var leaked = new HashMap<Long, String>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher header = HEADER.matcher(line);
      if (header.matches() && header.group(2).endsWith(LEAKED)) {
        String state = header.group(2);
        leaked.put(
            Long.valueOf(header.group(1)), state.substring(0, state.length() - LEAKED.length()));
      }
    }
    return leaked;
  }

  private void compare(String name, Set<Long> ours, Map<Long, String> theirs) {
    int both = 0;
    int none = 0;
    var states = new TreeSet<String>();
    for (var leak : theirs.entrySet()) {
      if (ours.contains(leak.getKey())) {
        both++;
      } else if (NOTHING.contains(leak.getValue())) {
        none++;
      } else {
        states.add(leak.getValue());
      }
    }
    int left = theirs.size() - both - none;
    int only = ours.size() - both;
    System.out.printf(
        "| %s | %d | %d%s | %d | %d |%n",
        name, both, left, left == 0 ? "" : " " + states, none, only);
    agreed += both;
    missed += left;
    nothing += none;
    wrong += only;
  }
}
