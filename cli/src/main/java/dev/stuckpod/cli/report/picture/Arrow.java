package dev.stuckpod.cli.report.picture;

/**
 * Some wait for others, while a picture is put together.
 *
 * @param from key of who waits
 * @param to key of who holds
 * @param what number of what is held
 * @param resource its name
 * @param how in which way it is waited for
 * @param known how it is known who holds it
 * @param held whether it is held there, and not only to be served
 * @param fact whether dump or memory say so
 */
record Arrow(
    String from,
    String to,
    int what,
    String resource,
    String how,
    String known,
    boolean held,
    boolean fact) {

  Arrow between(String other, String another) {
    return new Arrow(other, another, what, resource, how, known, held, fact);
  }
}
