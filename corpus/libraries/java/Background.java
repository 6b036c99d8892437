import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Properties;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What works in the background: executors, schedulers, logs, caches, queues. */
final class Background extends Libraries {
  private Background() {}

  static void add() {
    CASES.put("schedulers", Background::schedulers);
    CASES.put("logback", Background::logback);
    CASES.put("log4j2", Background::log4j2);
    CASES.put("quartz", Background::quartz);
    CASES.put("caffeine", Background::caffeine);
    CASES.put("rxjava", Background::rxjava);
    CASES.put("guava", Background::guava);
    CASES.put("virtual", Background::virtual);
  }

  static void schedulers() throws Exception {
    var s = Executors.newScheduledThreadPool(4);
    s.scheduleAtFixedRate(() -> work(1), 0, 50, TimeUnit.MILLISECONDS);
    s.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.HOURS);
    for (int i = 0; i < 4; i++) s.submit(() -> {});
    var f = Executors.newFixedThreadPool(6);
    for (int i = 0; i < 6; i++) f.submit(() -> {});
    var c = Executors.newCachedThreadPool();
    for (int i = 0; i < 4; i++) c.submit(() -> {});
    var w = Executors.newWorkStealingPool(3);
    for (int i = 0; i < 9; i++) w.submit(() -> pause(1));
    CompletableFuture.supplyAsync(() -> 1).orTimeout(1, TimeUnit.HOURS).thenApplyAsync(x -> x);
    CompletableFuture.delayedExecutor(1, TimeUnit.HOURS).execute(() -> {});
    Timer t = new Timer("tick");
    t.schedule(
        new TimerTask() {
          public void run() {}
        },
        10,
        100);
    if (LOAD) {
      for (int i = 0; i < 3; i++)
        s.scheduleAtFixedRate(
            () -> {
              pause(3);
              work(5);
            },
            0,
            10,
            TimeUnit.MILLISECONDS);
      load(4, () -> f.submit(() -> work(2)).get());
      load(
          2,
          () ->
              f.invokeAll(
                  Collections.nCopies(
                      3,
                      () -> {
                        work(1);
                        return 1;
                      })));
      load(
          2,
          () ->
              CompletableFuture.supplyAsync(
                      () -> {
                        work(1);
                        return 1;
                      })
                  .thenCombineAsync(
                      CompletableFuture.supplyAsync(
                          () -> {
                            pause(2);
                            return 2;
                          }),
                      Integer::sum)
                  .join());
      load(
          2,
          () ->
              java.util.stream.IntStream.range(0, 1000)
                  .parallel()
                  .map(
                      x -> {
                        if (x % 100 == 0) work(1);
                        return x;
                      })
                  .sum());
    }
  }

  static void logback() throws Exception {
    var ctx = new ch.qos.logback.classic.LoggerContext();
    var f = new ch.qos.logback.core.FileAppender<ch.qos.logback.classic.spi.ILoggingEvent>();
    f.setContext(ctx);
    f.setFile("/dev/null");
    var enc = new ch.qos.logback.classic.encoder.PatternLayoutEncoder();
    enc.setContext(ctx);
    enc.setPattern("%d %t %m%n");
    enc.start();
    f.setEncoder(enc);
    f.start();
    var a = new ch.qos.logback.classic.AsyncAppender();
    a.setContext(ctx);
    a.addAppender(f);
    a.start();
    var lg = ctx.getLogger("x");
    lg.addAppender(a);
    var lg2 = ctx.getLogger("y");
    lg2.addAppender(f);
    lg.info("hi");
    ctx.start();
    if (LOAD) {
      load(
          6,
          () -> {
            for (int i = 0; i < 100; i++) lg.info("hi {}", i);
            pause(1);
          });
      load(
          6,
          () -> {
            for (int i = 0; i < 100; i++) lg2.info("hi {}", i);
          });
    }
  }

  static void log4j2() throws Exception {
    System.setProperty(
        "log4j2.contextSelector", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
    System.setProperty("log4j2.asyncLoggerWaitStrategy", System.getProperty("wait", "Timeout"));
    var lg = org.apache.logging.log4j.LogManager.getLogger("x");
    Path xml = Files.createTempFile("log4j", ".xml");
    Files.writeString(
        xml,
        "<Configuration monitorInterval='5'><Appenders><File name='f'"
            + " fileName='/dev/null'><PatternLayout pattern='%d %t %m%n'/></File><Async"
            + " name='a'><AppenderRef ref='f'/></Async></Appenders><Loggers><Root"
            + " level='info'><AppenderRef ref='a'/></Root></Loggers></Configuration>");
    org.apache.logging.log4j.core.config.Configurator.reconfigure(xml.toUri());
    for (int i = 0; i < 10; i++) lg.info("hi");
    if (LOAD)
      load(
          8,
          () -> {
            for (int i = 0; i < 100; i++) lg.info("hi {}", i);
          });
  }

  public static class MyJob implements org.quartz.Job {
    public void execute(org.quartz.JobExecutionContext c) {
      if (LOAD) pause(10);
      work(2);
    }
  }

  static void quartz() throws Exception {
    var s = new org.quartz.impl.StdSchedulerFactory();
    Properties p = new Properties();
    p.put("org.quartz.threadPool.threadCount", "6");
    p.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    p.put("org.quartz.scheduler.skipUpdateCheck", "true");
    s.initialize(p);
    var q = s.getScheduler();
    q.start();
    for (int i = 0; i < (LOAD ? 5 : 1); i++)
      q.scheduleJob(
          org.quartz.JobBuilder.newJob(MyJob.class).build(),
          org.quartz.TriggerBuilder.newTrigger()
              .withSchedule(
                  org.quartz.SimpleScheduleBuilder.simpleSchedule()
                      .withIntervalInMilliseconds(LOAD ? 15 : 60000)
                      .repeatForever())
              .build());
  }

  static void caffeine() throws Exception {
    var c =
        com.github.benmanes.caffeine.cache.Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofSeconds(1))
            .refreshAfterWrite(Duration.ofMillis(200))
            .scheduler(com.github.benmanes.caffeine.cache.Scheduler.systemScheduler())
            .build(
                (Integer k) -> {
                  pause(5);
                  work(1);
                  return k + 1;
                });
    for (int i = 0; i < 20; i++) c.get(i);
    if (LOAD) load(8, () -> c.get(ThreadLocalRandom.current().nextInt(400)));
  }

  static void rxjava() throws Exception {
    KEEP.add(
        io.reactivex.rxjava3.core.Observable.interval(100, TimeUnit.MILLISECONDS)
            .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
            .subscribe());
    for (int i = 0; i < 4; i++)
      io.reactivex.rxjava3.core.Flowable.range(0, 10)
          .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation())
          .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.newThread())
          .subscribe();
    if (LOAD)
      load(
          4,
          () ->
              io.reactivex.rxjava3.core.Flowable.range(0, 50)
                  .flatMap(
                      x ->
                          io.reactivex.rxjava3.core.Flowable.fromCallable(
                                  () -> {
                                    work(1);
                                    return x;
                                  })
                              .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io()))
                  .blockingLast());
  }

  static void guava() throws Exception {
    var s =
        new com.google.common.util.concurrent.AbstractScheduledService() {
          protected void runOneIteration() {}

          protected Scheduler scheduler() {
            return Scheduler.newFixedRateSchedule(Duration.ZERO, Duration.ofSeconds(1));
          }
        };
    s.startAsync().awaitRunning();
    new Thread(() -> s.awaitTerminated(), "svc-await").start();
    var c =
        com.google.common.cache.CacheBuilder.newBuilder()
            .maximumSize(10)
            .build(
                new com.google.common.cache.CacheLoader<Integer, Integer>() {
                  public Integer load(Integer k) {
                    pause(5);
                    return k;
                  }
                });
    var rl = com.google.common.util.concurrent.RateLimiter.create(1000);
    if (LOAD) {
      load(
          6,
          () -> {
            rl.acquire();
            c.get(ThreadLocalRandom.current().nextInt(30));
          });
      load(
          2,
          () ->
              com.google.common.util.concurrent.Futures.submit(
                      () -> pause(2), ForkJoinPool.commonPool())
                  .get());
    }
  }

  static void virtual() throws Exception {
    ExecutorService e =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    BlockingQueue<Integer> q = new LinkedBlockingQueue<>();
    for (int i = 0; i < 20; i++)
      e.submit(
          () -> {
            while (true) {
              q.take();
              work(1);
            }
          });
    e.submit(
        () -> {
          while (true) Thread.sleep(1000);
        });
    var ss = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    e.submit(
        () -> {
          while (true) {
            var s = ss.accept();
            e.submit(
                () -> {
                  int c;
                  while ((c = s.getInputStream().read()) >= 0) {
                    if (LOAD) pause(1);
                    s.getOutputStream().write(c);
                  }
                  return 0;
                });
          }
        });
    for (int i = 0; i < 10; i++) {
      var s = new Socket("127.0.0.1", ss.getLocalPort());
      KEEP.add(s);
      if (LOAD)
        e.submit(
            () -> {
              while (true) {
                s.getOutputStream().write(1);
                s.getInputStream().read();
                q.put(1);
              }
            });
    }
    if (LOAD)
      for (int i = 0; i < 4; i++)
        e.submit(
            () -> {
              while (true) {
                var l = new ArrayList<Future<?>>();
                for (int k = 0; k < 5; k++)
                  l.add(
                      e.submit(
                          () -> {
                            pause(1);
                            work(1);
                          }));
                for (var f : l) f.get();
              }
            });
  }
}
