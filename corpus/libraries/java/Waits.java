import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the JDK's own classes wait in. */
final class Waits extends Libraries {
  private Waits() {}

  static void add() {
    CASES.put("jdk-waits", Waits::jdkWaits);
  }

  static void jdkWaits() throws Exception {
    thread(
        "udp",
        () ->
            new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))
                .receive(new DatagramPacket(new byte[9], 9)));
    thread("accept", () -> new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")).accept());
    thread(
        "accept-nio",
        () ->
            java.nio.channels.ServerSocketChannel.open()
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .accept());
    thread(
        "select",
        () -> {
          var sel = java.nio.channels.Selector.open();
          while (true) sel.select();
        });
    thread(
        "watch",
        () -> {
          var w = FileSystems.getDefault().newWatchService();
          Path.of("/tmp").register(w, StandardWatchEventKinds.ENTRY_DELETE);
          while (true) w.take().reset();
        });
    thread("process", () -> new ProcessBuilder("sleep", "60").start().waitFor());
    thread("lbq", () -> new LinkedBlockingQueue<>().take());
    thread("abq", () -> new ArrayBlockingQueue<>(3).take());
    thread("pbq", () -> new PriorityBlockingQueue<>().take());
    thread("sync", () -> new SynchronousQueue<>().take());
    thread("transfer", () -> new LinkedTransferQueue<>().take());
    thread("delay", () -> new DelayQueue<>().take());
    thread("deque", () -> new LinkedBlockingDeque<>().take());
    thread(
        "poll",
        () -> {
          while (true) new LinkedBlockingQueue<>().poll(1, TimeUnit.SECONDS);
        });
    thread("refqueue", () -> new java.lang.ref.ReferenceQueue<>().remove());
    thread(
        "completion",
        () -> new ExecutorCompletionService<>(Executors.newFixedThreadPool(1)).take());
    Object o = new Object();
    thread(
        "wait",
        () -> {
          synchronized (o) {
            o.wait();
          }
        });
    thread("park", () -> LockSupport.park());
    thread("sleep", () -> Thread.sleep(1000000));
    var ch =
        java.nio.channels.AsynchronousServerSocketChannel.open()
            .bind(new InetSocketAddress("127.0.0.1", 0));
    ch.accept();
    KEEP.add(ch);
    thread(
        "flow",
        () -> {
          var p = new SubmissionPublisher<Integer>();
          p.consume(x -> {}).join();
        });
    thread(
        "stdin",
        () -> {
          System.in.read();
          pause(100000);
        });
    java.lang.ref.Cleaner.create();
    java.util.prefs.Preferences.userRoot();
    thread("phaser", () -> new Phaser(1).awaitAdvance(0));
    Runtime.getRuntime().addShutdownHook(new Thread());
  }

  static void thread(String n, Body b) {
    Thread t =
        new Thread(
            () -> {
              try {
                b.run();
              } catch (Exception e) {
                e.printStackTrace();
              }
            },
            n);
    t.setDaemon(true);
    t.start();
  }
}
