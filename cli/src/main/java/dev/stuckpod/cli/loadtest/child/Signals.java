package dev.stuckpod.cli.loadtest.child;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Catches the signals that would end this process, until it is closed. The JDK has no way to do
 * that but {@code sun.misc.Signal}, of its module jdk.unsupported; the compiler warns of its name
 * and cannot be told not to, so it is called by reflection.
 */
public final class Signals implements AutoCloseable {

  private final Map<Caught, Object> before = new EnumMap<>(Caught.class);
  private final Method handle;
  private final Class<?> signal;

  private Signals() throws ReflectiveOperationException {
    signal = Class.forName("sun.misc.Signal");
    handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
  }

  /**
   * Begins to catch.
   *
   * @param whom is told of each, in a thread of its own
   */
  public static Signals to(Consumer<Caught> whom) {
    try {
      var signals = new Signals();
      for (Caught caught : Caught.values()) {
        signals.before.put(caught, signals.set(caught, signals.handler(caught, whom)));
      }
      return signals;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("every JDK has sun.misc.Signal", impossible);
    }
  }

  private Object handler(Caught caught, Consumer<Caught> whom) throws ReflectiveOperationException {
    MethodHandle accept =
        MethodHandles.publicLookup()
            .findVirtual(Consumer.class, "accept", methodType(void.class, Object.class))
            .bindTo(whom);
    return MethodHandleProxies.asInterfaceInstance(
        handle.getParameterTypes()[1],
        MethodHandles.dropArguments(MethodHandles.insertArguments(accept, 0, caught), 0, signal));
  }

  private Object set(Caught caught, Object handler) throws ReflectiveOperationException {
    Object named = signal.getConstructor(String.class).newInstance(caught.name());
    return handle.invoke(null, named, handler);
  }

  /** What was done before is done again. */
  @Override
  public void close() {
    before.forEach(
        (caught, handler) -> {
          try {
            set(caught, handler);
          } catch (InvocationTargetException | IllegalAccessException failed) {
            throw new IllegalStateException("a signal cannot be given back", failed);
          } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("every JDK has sun.misc.Signal", failed);
          }
        });
  }
}
