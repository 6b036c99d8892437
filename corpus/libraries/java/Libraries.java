import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Runs one library as healthy programs do, and says "ready". With {@code -Dload=true} it has work
 * to do, otherwise it waits for some.
 */
class Libraries {
  interface Body {
    void run() throws Exception;
  }

  static final Map<String, Body> CASES = new TreeMap<>();
  static final boolean LOAD = Boolean.getBoolean("load");

  /** What must not be collected. */
  static final List<Object> KEEP = new ArrayList<>();

  /** Lets n threads do something again and again. */
  static void load(int n, Body body) {
    for (int i = 0; i < n; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (true) {
                  try {
                    body.run();
                  } catch (Exception e) {
                    System.err.println(e);
                    pause(1000);
                  }
                }
              },
              "load-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  static void work(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    double x = 0;
    while (System.nanoTime() < end) {
      x += Math.sin(x + 1);
    }
    if (x == 42) {
      System.err.println(x);
    }
  }

  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static byte[] get(String url) throws Exception {
    try (InputStream in = new URL(url).openStream()) {
      return in.readAllBytes();
    }
  }

  static void some(String url) throws Exception {
    for (int i = 0; i < 5; i++) {
      get(url);
    }
    if (LOAD) {
      load(8, () -> get(url));
    }
  }

  public static void main(String[] args) throws Exception {
    Servers.add();
    Clients.add();
    Stores.add();
    Background.add();
    Waits.add();
    if (args.length == 0) {
      System.out.println(String.join("\n", CASES.keySet()));
      return;
    }
    new Timer("later")
        .schedule(
            new TimerTask() {
              @Override
              public void run() {}
            },
            3_600_000);
    CASES.get(args[0]).run();
    Thread.sleep(2500);
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
