import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients, each with a server to talk to. */
final class Clients extends Libraries {
  private Clients() {}

  static void add() {
    CASES.put("okhttp", Clients::okhttp);
    CASES.put("fabric8", Clients::fabric8);
    CASES.put("httpclient5", Clients::httpclient5);
    CASES.put("kafka", Clients::kafka);
    CASES.put("lettuce", Clients::lettuce);
    CASES.put("jedis", Clients::jedis);
    CASES.put("jmx-rmi", Clients::jmxRmi);
  }

  static void okhttp() throws Exception {
    var s = new okhttp3.mockwebserver.MockWebServer();
    s.setDispatcher(
        new okhttp3.mockwebserver.Dispatcher() {
          public okhttp3.mockwebserver.MockResponse dispatch(
              okhttp3.mockwebserver.RecordedRequest r) {
            if (r.getPath().equals("/ws"))
              return new okhttp3.mockwebserver.MockResponse()
                  .withWebSocketUpgrade(new okhttp3.WebSocketListener() {});
            if (LOAD) pause(5);
            return new okhttp3.mockwebserver.MockResponse().setBody("ok");
          }
        });
    s.setProtocols(List.of(okhttp3.Protocol.H2_PRIOR_KNOWLEDGE));
    s.start(InetAddress.getByName("127.0.0.1"), 0);
    var s1 = new okhttp3.mockwebserver.MockWebServer();
    s1.setDispatcher(s.getDispatcher());
    s1.start(InetAddress.getByName("127.0.0.1"), 0);
    var c = new okhttp3.OkHttpClient.Builder().pingInterval(Duration.ofSeconds(10)).build();
    var h2 = c.newBuilder().protocols(List.of(okhttp3.Protocol.H2_PRIOR_KNOWLEDGE)).build();
    Body one =
        () -> {
          try (var r =
              c.newCall(new okhttp3.Request.Builder().url(s1.url("/")).build()).execute()) {
            r.body().string();
          }
        };
    Body two =
        () -> {
          try (var r =
              h2.newCall(new okhttp3.Request.Builder().url(s.url("/")).build()).execute()) {
            r.body().string();
          }
        };
    for (int i = 0; i < 4; i++) {
      one.run();
      two.run();
    }
    for (int i = 0; i < 4; i++)
      h2.newCall(new okhttp3.Request.Builder().url(s.url("/")).build())
          .enqueue(
              new okhttp3.Callback() {
                public void onFailure(okhttp3.Call k, IOException e) {}

                public void onResponse(okhttp3.Call k, okhttp3.Response r) throws IOException {
                  r.close();
                }
              });
    c.newWebSocket(
        new okhttp3.Request.Builder().url(s1.url("/ws")).build(),
        new okhttp3.WebSocketListener() {});
    if (LOAD) {
      load(4, one);
      load(4, two);
    }
  }

  static void fabric8() throws Exception {
    var mock =
        new io.fabric8.kubernetes.client.server.mock.KubernetesMockServer(
            new io.fabric8.mockwebserver.Context(),
            new io.fabric8.mockwebserver.MockWebServer(),
            new HashMap<>(),
            new io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher(),
            false);
    mock.init(InetAddress.getByName("127.0.0.1"), 0);
    var c = mock.createClient();
    KEEP.add(c);
    var h =
        new io.fabric8.kubernetes.client.informers.ResourceEventHandler<
            io.fabric8.kubernetes.api.model.ConfigMap>() {
          public void onAdd(io.fabric8.kubernetes.api.model.ConfigMap a) {
            work(1);
          }

          public void onUpdate(
              io.fabric8.kubernetes.api.model.ConfigMap a,
              io.fabric8.kubernetes.api.model.ConfigMap b) {
            work(1);
          }

          public void onDelete(io.fabric8.kubernetes.api.model.ConfigMap a, boolean b) {}
        };
    KEEP.add(c.configMaps().inNamespace("default").inform(h));
    KEEP.add(c.pods().inAnyNamespace().inform());
    AtomicInteger n = new AtomicInteger();
    Body add =
        () -> {
          c.configMaps()
              .inNamespace("default")
              .resource(
                  new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                      .withNewMetadata()
                      .withName("m" + n.incrementAndGet())
                      .endMetadata()
                      .build())
              .create();
        };
    for (int i = 0; i < 3; i++) add.run();
    if (LOAD)
      load(
          4,
          () -> {
            add.run();
            pause(20);
          });
  }

  static void httpclient5() throws Exception {
    var s = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    s.createContext(
        "/",
        x -> {
          if (LOAD) pause(5);
          x.sendResponseHeaders(200, 2);
          x.getResponseBody().write("ok".getBytes());
          x.close();
        });
    s.setExecutor(Executors.newCachedThreadPool());
    s.start();
    String url = "http://127.0.0.1:" + s.getAddress().getPort() + "/";
    var m = new org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager();
    m.setDefaultMaxPerRoute(6);
    var c =
        org.apache.hc.client5.http.impl.classic.HttpClients.custom()
            .setConnectionManager(m)
            .evictIdleConnections(org.apache.hc.core5.util.TimeValue.ofSeconds(5))
            .build();
    Body b =
        () ->
            c.execute(
                new org.apache.hc.client5.http.classic.methods.HttpGet(url),
                r -> {
                  org.apache.hc.core5.http.io.entity.EntityUtils.consume(r.getEntity());
                  return 1;
                });
    b.run();
    var a = org.apache.hc.client5.http.impl.async.HttpAsyncClients.createDefault();
    a.start();
    Body b2 =
        () ->
            a.execute(
                    org.apache.hc.client5.http.async.methods.SimpleRequestBuilder.get(url).build(),
                    null)
                .get();
    b2.run();
    if (LOAD) {
      load(8, b);
      load(4, b2);
    }
  }

  static void kafka() throws Exception {
    Properties p = new Properties();
    p.put("bootstrap.servers", "127.0.0.1:1");
    p.put("group.id", "g");
    for (String side : List.of("key", "value")) {
      p.put(side + ".serializer", "org.apache.kafka.common.serialization.StringSerializer");
      p.put(side + ".deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    }
    KEEP.add(new org.apache.kafka.clients.producer.KafkaProducer<String, String>(p));
    KEEP.add(org.apache.kafka.clients.admin.AdminClient.create(p));
    for (String protocol : List.of("classic", "consumer")) {
      Properties q = new Properties();
      q.putAll(p);
      q.put("group.protocol", protocol);
      var c = new org.apache.kafka.clients.consumer.KafkaConsumer<String, String>(q);
      c.subscribe(List.of("topic"));
      new Thread(
              () -> {
                while (true) c.poll(Duration.ofSeconds(5));
              },
              "consumer-" + protocol)
          .start();
    }
  }

  static int resp() throws Exception {
    var ss = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread a =
        new Thread(
            () -> {
              while (true)
                try {
                  var k = ss.accept();
                  Thread t =
                      new Thread(
                          () -> {
                            try (k) {
                              var in =
                                  new BufferedReader(new InputStreamReader(k.getInputStream()));
                              for (String l; (l = in.readLine()) != null; ) {
                                int n = Integer.parseInt(l.substring(1));
                                String[] w = new String[n];
                                for (int i = 0; i < n; i++) {
                                  in.readLine();
                                  w[i] = in.readLine();
                                }
                                String r =
                                    switch (w[0].toUpperCase()) {
                                      case "PING" -> "+PONG\r\n";
                                      case "HELLO" -> "-ERR unknown command\r\n";
                                      case "GET" -> "$2\r\nok\r\n";
                                      case "SUBSCRIBE" ->
                                          "*3\r\n$9\r\nsubscribe\r\n$"
                                              + w[1].length()
                                              + "\r\n"
                                              + w[1]
                                              + "\r\n:1\r\n";
                                      default -> "+OK\r\n";
                                    };
                                if (LOAD) pause(2);
                                k.getOutputStream().write(r.getBytes());
                              }
                            } catch (IOException e) {
                            }
                          },
                          "resp");
                  t.setDaemon(true);
                  t.start();
                } catch (IOException e) {
                }
            },
            "resp-accept");
    a.setDaemon(true);
    a.start();
    return ss.getLocalPort();
  }

  static void lettuce() throws Exception {
    var c = io.lettuce.core.RedisClient.create("redis://127.0.0.1:" + resp());
    c.setOptions(
        io.lettuce.core.ClientOptions.builder()
            .protocolVersion(io.lettuce.core.protocol.ProtocolVersion.RESP2)
            .build());
    var con = c.connect();
    con.sync().get("a");
    c.connectPubSub().sync().subscribe("ch");
    if (LOAD) load(8, () -> con.sync().get("a"));
  }

  static void jedis() throws Exception {
    int port = resp();
    var cfg =
        new org.apache.commons.pool2.impl.GenericObjectPoolConfig<redis.clients.jedis.Jedis>();
    cfg.setMaxTotal(8);
    cfg.setMinIdle(2);
    cfg.setTimeBetweenEvictionRuns(Duration.ofSeconds(1));
    var p = new redis.clients.jedis.JedisPool(cfg, "127.0.0.1", port);
    Body b =
        () -> {
          try (var j = p.getResource()) {
            j.get("a");
          }
        };
    b.run();
    new Thread(
            () -> {
              try (var j = p.getResource()) {
                j.subscribe(new redis.clients.jedis.JedisPubSub() {}, "ch");
              }
            },
            "sub")
        .start();
    if (LOAD)
      load(
          8,
          () -> {
            b.run();
            pause(2);
          });
  }

  static void jmxRmi() throws Exception {
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    var reg = java.rmi.registry.LocateRegistry.createRegistry(0);
    KEEP.add(reg);
    var cs =
        javax.management.remote.JMXConnectorServerFactory.newJMXConnectorServer(
            new javax.management.remote.JMXServiceURL("service:jmx:rmi://127.0.0.1"),
            null,
            java.lang.management.ManagementFactory.getPlatformMBeanServer());
    cs.start();
    var con = javax.management.remote.JMXConnectorFactory.connect(cs.getAddress());
    KEEP.add(con);
    var m = con.getMBeanServerConnection();
    m.addNotificationListener(
        new javax.management.ObjectName("java.lang:type=Memory"), (n, h) -> {}, null, null);
    Body b =
        () ->
            m.getAttribute(
                new javax.management.ObjectName("java.lang:type=Memory"), "HeapMemoryUsage");
    b.run();
    if (LOAD) load(6, b);
  }
}
