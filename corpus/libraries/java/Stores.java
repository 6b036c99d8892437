import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Stores and brokers that run in the process, and pools of connections to them. */
final class Stores extends Libraries {
  private Stores() {}

  static void add() {
    CASES.put("hikari", Stores::hikari);
    CASES.put("dbcp2", Stores::dbcp2);
    CASES.put("zookeeper", Stores::zookeeper);
    CASES.put("hazelcast", Stores::hazelcast);
    CASES.put("activemq", Stores::activemq);
  }

  static void hikari() throws Exception {
    var cfg = new com.zaxxer.hikari.HikariConfig();
    cfg.setJdbcUrl("jdbc:h2:mem:test");
    cfg.setMaximumPoolSize(6);
    var ds = new com.zaxxer.hikari.HikariDataSource(cfg);
    db(ds);
  }

  static void dbcp2() throws Exception {
    var ds = new org.apache.commons.dbcp2.BasicDataSource();
    ds.setUrl("jdbc:h2:file:" + Files.createTempDirectory("h2") + "/db");
    ds.setMaxTotal(4);
    ds.setDurationBetweenEvictionRuns(Duration.ofSeconds(1));
    db(ds);
  }

  static void db(javax.sql.DataSource ds) throws Exception {
    try (var c = ds.getConnection();
        var st = c.createStatement()) {
      st.execute("create table t(a int primary key, b varchar)");
      for (int i = 0; i < 1000; i++) st.execute("insert into t values(" + i + ",'x')");
    }
    var pool = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) pool.submit(() -> {});
    if (LOAD)
      load(
          8,
          () -> {
            try (var c = ds.getConnection();
                var st = c.createStatement();
                var r =
                    st.executeQuery("select count(*) from t x, t y where x.a > y.a and x.a < 60")) {
              r.next();
            }
            pause(3);
          });
  }

  static void zookeeper() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    var z =
        new org.apache.zookeeper.server.ZooKeeperServer(
            Files.createTempDirectory("zk").toFile(),
            Files.createTempDirectory("zk").toFile(),
            2000);
    var f =
        org.apache.zookeeper.server.NIOServerCnxnFactory.createFactory(
            new InetSocketAddress("127.0.0.1", 0), 100);
    f.startup(z);
    for (int i = 0; i < 3; i++) {
      var c = new org.apache.zookeeper.ZooKeeper("127.0.0.1:" + f.getLocalPort(), 30000, e -> {});
      KEEP.add(c);
      pause(300);
      c.create(
          "/a" + i,
          new byte[1],
          org.apache.zookeeper.ZooDefs.Ids.OPEN_ACL_UNSAFE,
          org.apache.zookeeper.CreateMode.PERSISTENT);
      String path = "/a" + i;
      if (LOAD) load(3, () -> c.setData(path, new byte[10], -1));
    }
    new Thread(
            () -> {
              try {
                f.join();
              } catch (InterruptedException e) {
              }
            },
            "zk-join")
        .start();
  }

  static void hazelcast() throws Exception {
    var c = new com.hazelcast.config.Config();
    c.setProperty("hazelcast.phone.home.enabled", "false");
    c.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    c.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    c.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    var h = com.hazelcast.core.Hazelcast.newHazelcastInstance(c);
    var m = h.getMap("m");
    m.put("a", 1);
    if (LOAD)
      load(
          6,
          () -> {
            m.put(ThreadLocalRandom.current().nextInt(100), 1);
            m.get("a");
          });
  }

  static void activemq() throws Exception {
    var br = new org.apache.activemq.broker.BrokerService();
    br.setPersistent(false);
    br.setUseJmx(false);
    br.setDataDirectory(Files.createTempDirectory("amq").toString());
    var tc = br.addConnector("tcp://127.0.0.1:0");
    br.start();
    br.waitUntilStarted();
    var cf = new org.apache.activemq.ActiveMQConnectionFactory(tc.getConnectUri());
    var c = cf.createConnection();
    c.start();
    var ss = c.createSession(false, jakarta.jms.Session.AUTO_ACKNOWLEDGE);
    var cons = ss.createConsumer(ss.createQueue("q"));
    cons.setMessageListener(m -> work(1));
    var s2 = c.createSession(false, jakarta.jms.Session.AUTO_ACKNOWLEDGE);
    var cons2 = s2.createConsumer(s2.createQueue("q2"));
    new Thread(
            () -> {
              while (true)
                try {
                  cons2.receive();
                } catch (Exception e) {
                  return;
                }
            },
            "receiver")
        .start();
    if (LOAD)
      for (int i = 0; i < 4; i++) {
        var s3 = c.createSession(false, jakarta.jms.Session.AUTO_ACKNOWLEDGE);
        var p = s3.createProducer(s3.createQueue(i % 2 == 0 ? "q" : "q2"));
        load(1, () -> p.send(s3.createTextMessage("x")));
      }
  }
}
