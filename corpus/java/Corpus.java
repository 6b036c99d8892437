import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Gets stuck in the way that its argument names, among threads that have nothing to do with it. */
public final class Corpus {
  interface Stuck {
    void get() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    bystanders();
    Stuck stuck = CASES.get(args[0]);
    Thread main = new Thread(() -> run(stuck), "request");
    main.start();
    Thread.sleep(1500);
    System.out.println("stuck");
    new CountDownLatch(1).await();
  }

  static final Map<String, Stuck> CASES =
      Map.ofEntries(
          Map.entry("monitors", Corpus::monitors),
          Map.entry("locks", Corpus::locks),
          Map.entry("mixed-three", Corpus::mixedThree),
          Map.entry("upgrade", Corpus::upgrade),
          Map.entry("class-init", Corpus::classInit),
          Map.entry("executor", Corpus::executor),
          Map.entry("join-own-pool", Corpus::joinOwnPool),
          Map.entry("finalizer", Corpus::finalizer),
          Map.entry("lock-across-io", Corpus::lockAcrossIo),
          Map.entry("lock-and-latch", Corpus::lockAndLatch),
          Map.entry("log-blocked", Corpus::logBlocked),
          Map.entry("virtual-locks", Corpus::virtualLocks),
          Map.entry("waiting-on-peer", Corpus::waitingOnPeer),
          Map.entry("spin", () -> start("poller", Corpus::spin)),
          Map.entry("piling", Corpus::piling),
          Map.entry("idle-latches", Corpus::idleLatches),
          Map.entry("dead-consumer", Corpus::deadConsumer),
          Map.entry("permits", Corpus::permits),
          Map.entry("lost-notify", Corpus::lostNotify),
          Map.entry("lost-signal", Corpus::lostSignal),
          Map.entry("idle", () -> {}),
          Map.entry("busy", Corpus::busy));

  static void run(Stuck stuck) {
    try {
      stuck.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static void start(String name, Stuck stuck) {
    Thread thread = new Thread(() -> run(stuck), name);
    thread.setDaemon(true);
    thread.start();
  }

  static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void bystanders() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    ExecutorService idle = Executors.newFixedThreadPool(3);
    for (int i = 0; i < 3; i++) {
      idle.execute(() -> {});
    }
    Executors.newScheduledThreadPool(1).scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.HOURS);
    BlockingQueue<String> mail = new ArrayBlockingQueue<>(10);
    start("mailer", () -> mail.take());
  }

  static final class Account {
    private final Lock lock = new ReentrantLock();
    private int balance;

    void transfer(Account to, int amount) {
      synchronized (this) {
        balance -= amount;
        sleep(200);
        to.deposit(amount);
      }
    }

    synchronized void deposit(int amount) {
      balance += amount;
    }

    void lockedTransfer(Account to, int amount) {
      lock.lock();
      try {
        balance -= amount;
        sleep(200);
        to.lockedDeposit(amount);
      } finally {
        lock.unlock();
      }
    }

    void lockedDeposit(int amount) {
      lock.lock();
      try {
        balance += amount;
      } finally {
        lock.unlock();
      }
    }

    synchronized void monitorThenLock(Account other) {
      sleep(200);
      other.lockedDeposit(1);
    }

    void lockThenMonitor(Account other) {
      lock.lock();
      try {
        sleep(200);
        other.deposit(1);
      } finally {
        lock.unlock();
      }
    }
  }

  static void monitors() {
    Account one = new Account();
    Account two = new Account();
    start("teller-1", () -> one.transfer(two, 5));
    start("teller-2", () -> two.transfer(one, 7));
  }

  static void locks() {
    Account one = new Account();
    Account two = new Account();
    start("teller-1", () -> one.lockedTransfer(two, 5));
    start("teller-2", () -> two.lockedTransfer(one, 7));
  }

  static void mixedThree() {
    Account one = new Account();
    Account two = new Account();
    Account three = new Account();
    start("teller-1", () -> one.monitorThenLock(two));
    start("teller-2", () -> two.lockThenMonitor(three));
    start("teller-3", () -> three.transfer(one, 1));
  }

  static final class Prices {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int price;

    int refresh() {
      lock.readLock().lock();
      try {
        if (price == 0) {
          lock.writeLock().lock();
          price = 1;
          lock.writeLock().unlock();
        }
        return price;
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  static void upgrade() {
    Prices prices = new Prices();
    start("pricing-1", prices::refresh);
    sleep(200);
    start("pricing-2", prices::refresh);
  }

  static final class Left {
    static final int VALUE;

    static {
      sleep(200);
      VALUE = Right.value();
    }

    static int value() {
      return VALUE;
    }
  }

  static final class Right {
    static final int VALUE;

    static {
      sleep(200);
      VALUE = Left.value();
    }

    static int value() {
      return VALUE;
    }
  }

  static void classInit() {
    start("boot-1", Left::value);
    start("boot-2", Right::value);
  }

  static void executor() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 4; i++) {
      pool.submit(
          () -> {
            sleep(100);
            return pool.submit(() -> 1).get();
          });
    }
  }

  static void joinOwnPool() {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    for (int i = 0; i < 3; i++) {
      CompletableFuture.runAsync(
          () -> {
            sleep(100);
            CompletableFuture.supplyAsync(() -> 1, pool).join();
          },
          pool);
    }
  }

  @SuppressWarnings("removal")
  static final class Handle {
    @Override
    protected void finalize() {
      close();
    }

    void close() {
      synchronized (Handle.class) {
        sleep(1);
      }
    }
  }

  static void finalizer() {
    start(
        "keeper",
        () -> {
          synchronized (Handle.class) {
            new CountDownLatch(1).await();
          }
        });
    sleep(200);
    for (int i = 0; i < 10; i++) {
      new Handle();
    }
    System.gc();
  }

  static ServerSocket silent() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static final class Client {
    private final Socket socket;

    Client(Socket socket) {
      this.socket = socket;
    }

    synchronized int call() throws IOException {
      socket.getOutputStream().write(1);
      return socket.getInputStream().read();
    }
  }

  static void lockAcrossIo() throws Exception {
    ServerSocket server = silent();
    Client client = new Client(new Socket(server.getInetAddress(), server.getLocalPort()));
    for (int i = 0; i < 6; i++) {
      start("caller-" + i, client::call);
    }
  }

  static final class Batch {
    private final CountDownLatch written = new CountDownLatch(1);

    synchronized void flush() throws InterruptedException {
      written.await();
    }

    synchronized void done() {
      written.countDown();
    }
  }

  static void lockAndLatch() {
    Batch batch = new Batch();
    start("flusher", batch::flush);
    sleep(200);
    start("writer", batch::done);
  }

  static void logBlocked() throws Exception {
    Process reader = new ProcessBuilder("sleep", "600").start();
    OutputStream pipe = reader.getOutputStream();
    java.io.PrintStream log = new java.io.PrintStream(pipe, true);
    String line = "x".repeat(1000);
    for (int i = 0; i < 8; i++) {
      start(
          "worker-" + i,
          () -> {
            while (true) {
              log.println(line);
            }
          });
    }
  }

  static void virtualLocks() {
    Account one = new Account();
    Account two = new Account();
    Thread.ofVirtual().name("virtual-1").start(() -> one.lockedTransfer(two, 5));
    Thread.ofVirtual().name("virtual-2").start(() -> two.lockedTransfer(one, 7));
  }

  static void waitingOnPeer() throws Exception {
    ServerSocket server = silent();
    java.net.URL url =
        java.net.URI.create("http://127.0.0.1:" + server.getLocalPort() + "/").toURL();
    for (int i = 0; i < 15; i++) {
      start(
          "fetch-" + i,
          () -> {
            try (InputStream in = url.openStream()) {
              in.read();
            }
          });
    }
  }

  /** The consumer of a queue has ended, its producers go on. */
  static void deadConsumer() {
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(5);
    start("consumer", queue::take);
    for (int i = 0; i < 4; i++) {
      start(
          "producer-" + i,
          () -> {
            while (true) {
              queue.put("line");
            }
          });
    }
  }

  /** Each takes one permit, then wants another one. */
  static void permits() {
    java.util.concurrent.Semaphore permits = new java.util.concurrent.Semaphore(4);
    for (int i = 0; i < 4; i++) {
      start(
          "job-" + i,
          () -> {
            permits.acquire();
            sleep(100);
            permits.acquire();
          });
    }
  }

  /** Threads of a pool wait for the end of the program. */
  static void idleLatches() {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CountDownLatch end = new CountDownLatch(1);
    pool.submit(
        () -> {
          end.await();
          return null;
        });
    pool.submit(
        () -> {
          end.await();
          return null;
        });
  }

  static volatile boolean ready;

  /** Polls a flag that nobody sets. */
  static void spin() {
    while (!ready) {
      Thread.onSpinWait();
    }
  }

  static void awaitReply() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Starts a thread per request, whose reply never comes. */
  static void piling() {
    for (int i = 0; i < 600; i++) {
      start("reply-" + i, Corpus::awaitReply);
      sleep(15);
    }
  }

  static void busy() {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      start(
          "crunch-" + i,
          () -> {
            for (long n = 0; ; n++) {
              synchronized (sums) {
                sums.add(n);
                if (sums.size() > 1000) {
                  sums.clear();
                }
              }
              Math.sqrt(n);
            }
          });
    }
  }

  /** Holds one thing; both sides wait on one monitor, and notify wakes only one of them. */
  static final class Box {
    private boolean full;

    synchronized void put() throws InterruptedException {
      while (full) {
        wait();
      }
      full = true;
      notify();
    }

    synchronized void take() throws InterruptedException {
      while (!full) {
        wait();
      }
      full = false;
      notify();
    }
  }

  /** Lets notifications that are meant for the other side go to one's own, until all wait. */
  static void lostNotify() {
    Box box = new Box();
    for (int i = 0; i < 6; i++) {
      start("producer-" + i, () -> forever(box::put));
      start("consumer-" + i, () -> forever(box::take));
    }
  }

  /** As Box, with one condition of a lock, and signal. */
  static final class Shelf {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean full;

    void put() throws InterruptedException {
      lock.lock();
      try {
        while (full) {
          changed.await();
        }
        full = true;
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    void take() throws InterruptedException {
      lock.lock();
      try {
        while (!full) {
          changed.await();
        }
        full = false;
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets signals that are meant for the other side go to one's own, until all wait. */
  static void lostSignal() {
    Shelf shelf = new Shelf();
    for (int i = 0; i < 6; i++) {
      start("producer-" + i, () -> forever(shelf::put));
      start("consumer-" + i, () -> forever(shelf::take));
    }
  }

  interface Step {
    void take() throws InterruptedException;
  }

  static Object forever(Step step) throws InterruptedException {
    while (true) {
      step.take();
    }
  }
}
