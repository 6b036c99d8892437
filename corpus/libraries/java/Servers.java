import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Servers, each with clients that keep their connections. */
final class Servers extends Libraries {
  private Servers() {}

  static void add() {
    CASES.put("netty", Servers::netty);
    CASES.put("netty-epoll", Servers::nettyEpoll);
    CASES.put("tomcat", Servers::tomcat);
    CASES.put("jetty", Servers::jetty);
    CASES.put("undertow", Servers::undertow);
    CASES.put("vertx", Servers::vertx);
    CASES.put("jdk-http", Servers::jdkHttp);
    CASES.put("reactor", Servers::reactor);
    CASES.put("grpc", Servers::grpc);
  }

  static class Echo extends io.netty.channel.ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(io.netty.channel.ChannelHandlerContext c, Object m) {
      work(1);
      c.writeAndFlush(m);
    }
  }

  static void nettyWith(
      io.netty.channel.IoHandlerFactory f,
      Class<? extends io.netty.channel.ServerChannel> s,
      Class<? extends io.netty.channel.Channel> cl)
      throws Exception {
    var boss = new io.netty.channel.MultiThreadIoEventLoopGroup(1, f);
    var worker = new io.netty.channel.MultiThreadIoEventLoopGroup(4, f);
    var srv =
        new io.netty.bootstrap.ServerBootstrap()
            .group(boss, worker)
            .channel(s)
            .childHandler(
                new io.netty.channel.ChannelInitializer<>() {
                  protected void initChannel(io.netty.channel.Channel c) {
                    c.pipeline().addLast(new Echo());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    var timer = new io.netty.util.HashedWheelTimer();
    timer.start();
    KEEP.add(timer);
    var ex = new io.netty.util.concurrent.DefaultEventExecutorGroup(3);
    for (var e : ex) e.submit(() -> {});
    ex.schedule(() -> {}, 1, TimeUnit.HOURS);
    io.netty.util.concurrent.GlobalEventExecutor.INSTANCE.scheduleAtFixedRate(
        () -> {}, 1, 1, TimeUnit.SECONDS);
    var group = new io.netty.channel.MultiThreadIoEventLoopGroup(2, f);
    for (int i = 0; i < 5; i++) {
      var ch =
          new io.netty.bootstrap.Bootstrap()
              .group(group)
              .channel(cl)
              .handler(
                  new io.netty.channel.ChannelInitializer<>() {
                    protected void initChannel(io.netty.channel.Channel c) {
                      c.pipeline().addLast(new io.netty.channel.ChannelInboundHandlerAdapter());
                    }
                  })
              .connect(srv.localAddress())
              .sync()
              .channel();
      if (LOAD)
        load(
            1,
            () -> {
              ch.writeAndFlush(io.netty.buffer.Unpooled.wrappedBuffer(new byte[100])).sync();
              pause(1);
            });
    }
  }

  static void netty() throws Exception {
    nettyWith(
        io.netty.channel.nio.NioIoHandler.newFactory(),
        io.netty.channel.socket.nio.NioServerSocketChannel.class,
        io.netty.channel.socket.nio.NioSocketChannel.class);
  }

  static void nettyEpoll() throws Exception {
    nettyWith(
        io.netty.channel.epoll.EpollIoHandler.newFactory(),
        io.netty.channel.epoll.EpollServerSocketChannel.class,
        io.netty.channel.epoll.EpollSocketChannel.class);
  }

  static void tomcat() throws Exception {
    var t = new org.apache.catalina.startup.Tomcat();
    t.setBaseDir(Files.createTempDirectory("tomcat").toString());
    t.setPort(0);
    t.setHostname("127.0.0.1");
    t.getConnector();
    var ctx = t.addContext("", null);
    t.addServlet(
        "",
        "s",
        new jakarta.servlet.http.HttpServlet() {
          @Override
          protected void doGet(
              jakarta.servlet.http.HttpServletRequest q, jakarta.servlet.http.HttpServletResponse r)
              throws IOException {
            if (LOAD) {
              pause(5);
              work(2);
            }
            r.getWriter().print("ok");
          }
        });
    ctx.addServletMappingDecoded("/", "s");
    t.start();
    new Thread(() -> t.getServer().await(), "tomcat-await").start();
    some("http://127.0.0.1:" + t.getConnector().getLocalPort() + "/");
  }

  static void jetty() throws Exception {
    var s = new org.eclipse.jetty.server.Server();
    var con = new org.eclipse.jetty.server.ServerConnector(s);
    con.setHost("127.0.0.1");
    s.addConnector(con);
    s.setHandler(
        new org.eclipse.jetty.server.Handler.Abstract() {
          public boolean handle(
              org.eclipse.jetty.server.Request q,
              org.eclipse.jetty.server.Response r,
              org.eclipse.jetty.util.Callback c) {
            if (LOAD) {
              pause(5);
              work(2);
            }
            r.write(true, java.nio.ByteBuffer.wrap("ok".getBytes()), c);
            return true;
          }
        });
    s.start();
    var cl = new org.eclipse.jetty.client.HttpClient();
    cl.start();
    String url = "http://127.0.0.1:" + con.getLocalPort() + "/";
    for (int i = 0; i < 10; i++) cl.GET(url);
    if (LOAD) load(8, () -> cl.GET(url));
    new Thread(
            () -> {
              try {
                s.join();
              } catch (InterruptedException e) {
              }
            },
            "jetty-join")
        .start();
  }

  static void undertow() throws Exception {
    var u =
        io.undertow.Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                new io.undertow.server.handlers.BlockingHandler(
                    x -> {
                      if (LOAD) {
                        pause(5);
                        work(2);
                      }
                      x.getResponseSender().send("ok");
                    }))
            .build();
    u.start();
    int port = ((InetSocketAddress) u.getListenerInfo().get(0).getAddress()).getPort();
    some("http://127.0.0.1:" + port + "/");
  }

  static void vertx() throws Exception {
    var v = io.vertx.core.Vertx.vertx();
    var s =
        v.createHttpServer()
            .requestHandler(
                r -> {
                  if (LOAD)
                    v.executeBlocking(
                            () -> {
                              pause(3);
                              work(1);
                              return 1;
                            })
                        .onComplete(x -> r.response().end("ok"));
                  else r.response().end("ok");
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    v.executeBlocking(() -> 1).toCompletionStage().toCompletableFuture().get();
    var c = v.createHttpClient();
    for (int i = 0; i < 5; i++)
      c.request(io.vertx.core.http.HttpMethod.GET, s.actualPort(), "127.0.0.1", "/")
          .compose(q -> q.send())
          .compose(r -> r.body())
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    some("http://127.0.0.1:" + s.actualPort() + "/");
  }

  static void jdkHttp() throws Exception {
    var s = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    s.createContext(
        "/",
        x -> {
          if (LOAD) {
            pause(5);
            work(2);
          }
          x.sendResponseHeaders(200, 2);
          x.getResponseBody().write("ok".getBytes());
          x.close();
        });
    s.setExecutor(Executors.newFixedThreadPool(8));
    s.start();
    var c = java.net.http.HttpClient.newHttpClient();
    Body b =
        () ->
            c.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + s.getAddress().getPort() + "/"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    for (int i = 0; i < 3; i++) b.run();
    if (LOAD) load(8, b);
    some("http://127.0.0.1:" + s.getAddress().getPort() + "/");
  }

  static void reactor() throws Exception {
    var s =
        reactor.netty.http.server.HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (q, r) ->
                    r.sendString(
                        LOAD
                            ? reactor.core.publisher.Mono.delay(Duration.ofMillis(5))
                                .publishOn(reactor.core.scheduler.Schedulers.boundedElastic())
                                .map(
                                    x -> {
                                      pause(2);
                                      return "ok";
                                    })
                            : reactor.core.publisher.Mono.just("ok")))
            .bindNow();
    KEEP.add(
        reactor.core.publisher.Flux.interval(Duration.ofMillis(100))
            .publishOn(reactor.core.scheduler.Schedulers.parallel())
            .subscribe());
    reactor.core.scheduler.Schedulers.boundedElastic().schedule(() -> {});
    reactor.core.scheduler.Schedulers.single().schedule(() -> {});
    var c = reactor.netty.http.client.HttpClient.create().baseUrl("http://127.0.0.1:" + s.port());
    Body b = () -> c.get().uri("/").responseContent().aggregate().asString().block();
    for (int i = 0; i < 4; i++) b.run();
    if (LOAD) load(8, b);
    new Thread(() -> s.onDispose().block(), "server-await").start();
  }

  static void grpc() throws Exception {
    var health = new io.grpc.protobuf.services.HealthStatusManager();
    var s =
        io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forAddress(
                new InetSocketAddress("127.0.0.1", 0))
            .addService(health.getHealthService())
            .intercept(
                new io.grpc.ServerInterceptor() {
                  public <A, B> io.grpc.ServerCall.Listener<A> interceptCall(
                      io.grpc.ServerCall<A, B> c,
                      io.grpc.Metadata m,
                      io.grpc.ServerCallHandler<A, B> n) {
                    if (LOAD) {
                      pause(5);
                      work(1);
                    }
                    return n.startCall(c, m);
                  }
                })
            .build()
            .start();
    var ch =
        io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress("127.0.0.1", s.getPort())
            .usePlaintext()
            .build();
    var req = io.grpc.health.v1.HealthCheckRequest.getDefaultInstance();
    Body b = () -> io.grpc.health.v1.HealthGrpc.newBlockingStub(ch).check(req);
    for (int i = 0; i < 5; i++) b.run();
    var it = io.grpc.health.v1.HealthGrpc.newBlockingStub(ch).watch(req);
    new Thread(
            () -> {
              while (it.hasNext()) it.next();
            },
            "watch")
        .start();
    new Thread(
            () -> {
              try {
                s.awaitTermination();
              } catch (InterruptedException e) {
              }
            },
            "await")
        .start();
    if (LOAD) load(8, b);
  }
}
