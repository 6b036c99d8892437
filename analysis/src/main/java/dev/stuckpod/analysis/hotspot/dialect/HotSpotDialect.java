package dev.stuckpod.analysis.hotspot.dialect;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.regex.Pattern;

/** How HotSpot prints threads. */
public enum HotSpotDialect implements Dialect {
  HOTSPOT;

  private static final Pattern PLUMBING = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  /** The JDK and libraries that wait, pool, serve or log; their calls explain nothing by themselves. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "(java|javax|jdk|sun|com\\.sun|jakarta|kotlin|kotlinx|scala|akka|groovy|clojure|reactor|rx"
              + "|io\\.(netty|grpc|reactivex|undertow|vertx|micrometer|projectreactor|lettuce|opentelemetry)"
              + "|com\\.(zaxxer|mysql|mchange|mongodb|google|fasterxml|alibaba\\.druid|hazelcast|microsoft"
              + "|rabbitmq|ibm\\.db2|atomikos)"
              + "|org\\.(springframework|apache|eclipse\\.(jetty|persistence)|hibernate|postgresql|mariadb"
              + "|jboss|wildfly|xnio|slf4j|mortbay|codehaus|h2|hsqldb|quartz|asynchttpclient|redisson"
              + "|vibur|glassfish|aspectj|junit|jooq|mybatis)"
              + "|oracle|okhttp3|okio|redis\\.clients|ch\\.qos|net\\.sf\\.(ehcache|cglib)|org\\.xerial"
              + "|weblogic)\\.");
  private static final Pattern FINALIZER =
      Pattern.compile("\"(Finalizer|Reference Handler|Common-Cleaner|Secondary finalizer)\".*");

  @Override
  public String label() {
    return "hotspot";
  }

  @Override
  public String language() {
    return "Java";
  }

  @Override
  public String printed() {
    return "a \"Full thread dump\"";
  }

  @Override
  public String routine() {
    return "thread";
  }

  @Override
  public String unlock() {
    return "unlock()";
  }

  /** Whether a function belongs to the JDK. */
  @Override
  public boolean isPlumbing(String function) {
    return PLUMBING.matcher(function).matches();
  }

  @Override
  public boolean isForeign(Frame frame) {
    return LIBRARY.matcher(frame.function()).lookingAt();
  }

  @Override
  public Activity activity(String state, int waitMinutes, List<Frame> frames) {
    return HotSpotActivity.of(state, frames);
  }

  /** A thread that writes looks the same whether the other side takes it or not. */
  @Override
  public boolean isSure(Activity activity) {
    return activity != Activity.WRITES;
  }

  @Override
  public boolean isLive(String state) {
    return state.startsWith("run");
  }

  @Override
  public boolean isFinalizer(Group group) {
    return group.ids().stream().anyMatch(id -> FINALIZER.matcher(id).matches());
  }

  /** Threads of the JVM itself have none in whole dumps. */
  @Override
  public boolean hasAlwaysCalls() {
    return false;
  }
}
