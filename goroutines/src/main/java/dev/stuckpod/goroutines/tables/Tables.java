package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.Segment;
import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

/** The tables of one program, and the module that goes with them. */
public record Tables(Arch arch, Module module, Functions functions, PcValues values) {

  /** The slice of names that a module begins with lies right behind the head of the table. */
  private static final long FARTHEST_NAMES = 256;

  /**
   * Finds them: the module, among the program's variables, begins with the address of the head of
   * the function table and that of the names behind it. The table itself, most of a large program,
   * is not searched.
   *
   * @param image the constant data
   * @param memory of the process: a position-independent program has the right addresses there only
   * @param bias what is added to the addresses of the file
   * @return empty where there are none
   */
  public static Optional<Tables> find(Image image, Memory memory, Elf elf, long bias, Layout layout)
      throws IOException, MalformedException {
    Block head = new Block(PcHeader.SIZE);
    var found = new ArrayList<Tables>();
    for (Segment part : elf.variables()) {
      long from = part.address() + bias;
      image
          .scan()
          .find(
              memory,
              from,
              from + part.fileSize(),
              8,
              Module.LOOKUP_LENGTH + 8,
              (b, at, address) -> {
                Optional<PcHeader> header = header(image, head, elf, b, at);
                if (header.isPresent()) {
                  Module.read(memory, address, layout)
                      .ifPresent(module -> found.add(of(image, elf, module, header.get())));
                }
                return !found.isEmpty();
              });
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  /** The constant data of a program, and what it is read with. */
  public record Image(Memory memory, Constants constants, Scan scan) {

    /** Reads it with new means. */
    public static Image of(Memory memory) {
      return new Image(memory, new Constants(memory), new Scan());
    }
  }

  /** The head that a module points to; empty where there is no module. */
  private static Optional<PcHeader> header(Image image, Block head, Elf elf, ByteBuffer b, int at)
      throws IOException {
    long address = b.getLong(at);
    long names = b.getLong(at + 8) - address;
    return names >= PcHeader.SIZE
            && names <= FARTHEST_NAMES
            && b.getLong(at + 16) == b.getLong(at + 24)
            && head.load(image.memory(), address)
        ? PcHeader.read(head, address, elf.arch())
            .filter(
                header ->
                    header.names() == address + names
                        && b.getLong(at + Module.LOOKUP_LENGTH) == header.functions() + 1L)
        : Optional.empty();
  }

  private static Tables of(Image image, Elf elf, Module module, PcHeader header) {
    PcValues values = new PcValues(image.constants(), header.values(), elf.arch().quantum());
    return new Tables(
        elf.arch(), module, new Functions(image.constants(), header, module, values), values);
  }
}
