package dev.stuckpod.goroutines.code.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {

  private static final long PC = 0x401000;

  /** As objdump has them; length, table, opcode, reg, rm or memory, immediate. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "493b6610             | 4  | 0 3b | reg 4  | [r14+0x10]          | 0", // cmp
        // 0x10(%r14),%rsp
        "4889442418           | 5  | 0 89 | reg 0  | [rsp+0x18]          | 0", // mov
        // %rax,0x18(%rsp)
        "4c8b84c8f0ffffff     | 8  | 0 8b | reg 8  | [rax+rcx*8-0x10]    | 0", // mov
        // -16(%rax,%rcx,8),%r8
        "4a8b04e5f8ffffff     | 8  | 0 8b | reg 0  | [r12*8-0x8]         | 0", // mov
        // -8(,%r12,8),%rax
        "498b4500             | 4  | 0 8b | reg 0  | [r13]               | 0", // mov 0(%r13),%rax
        "498b0424             | 4  | 0 8b | reg 0  | [r12]               | 0", // mov (%r12),%rax
        "4e8d3c21             | 4  | 0 8d | reg 15 | [rcx+r12*1]         | 0", // lea
        // (%rcx,%r12,1),%r15
        "488d0510000000       | 7  | 0 8d | reg 0  | [0x401017]          | 0", // lea
        // 0x10(%rip),%rax
        "833dfcffffff01       | 7  | 0 83 | reg 7  | [0x401003]          | 1", // cmpl $1,-4(%rip)
        "4881ec10010000       | 7  | 0 81 | reg 5  | rm 4                | 272", // sub $0x110,%rsp
        "66812c240002         | 6  | 0 81 | reg 5  | [rsp]               | 512", // subw
        // $0x200,(%rsp)
        "48b88877665544332211 | 10 | 0 b8 | reg 0  | rm 0                | 1234605616436508552",
        "41bd01000000         | 6  | 0 bd | reg 0  | rm 13               | 1", // mov $1,%r13d
        "66b80100             | 4  | 0 b8 | reg 0  | rm 0                | 1", // mov $1,%ax
        "48c7c0ffffffff       | 7  | 0 c7 | reg 0  | rm 0                | -1", // mov $-1,%rax
        "f60580000000ff       | 7  | 0 f6 | reg 0  | [0x401087]          | -1", // testb
        // $0xff,0x80(%rip)
        "f7d8                 | 2  | 0 f7 | reg 3  | rm 0                | 0", // neg %eax
        "f7c100010000         | 6  | 0 f7 | reg 0  | rm 1                | 256", // test $256,%ecx
        "41ffe4               | 3  | 0 ff | reg 4  | rm 12               | 0", // jmp *%r12
        "ff14c8               | 3  | 0 ff | reg 2  | [rax+rcx*8]         | 0", // call
        // *(%rax,%rcx,8)
        "e8fbffffff           | 5  | 0 e8 | reg 0  | rm 0                | -5", // call .
        "0f8400010000         | 6  | 1 84 | reg 0  | rm 0                | 256", // je
        "f0480fb111           | 5  | 1 b1 | reg 2  | [rcx]               | 0", // lock cmpxchg
        // %rdx,(%rcx)
        "f00fc14810           | 5  | 1 c1 | reg 1  | [rax+0x10]          | 0", // lock xadd
        // %ecx,0x10(%rax)
        "450f11bc2480000000   | 9  | 1 11 | reg 15 | [r12+0x80]          | 0", // movups
        // %xmm15,0x80(%r12)
        "660f3a0fc108         | 6  | 3 0f | reg 0  | rm 1                | 8", // palignr
        // $8,%xmm1,%xmm0
        "f3480f38f6c1         | 6  | 2 f6 | reg 0  | rm 1                | 0", // adox %rcx,%rax
        "c5f877               | 3  | 5 77 | reg 0  | rm 0                | 0", // vzeroupper
        "c4e2f8f2c3           | 5  | 6 f2 | reg 0  | rm 3                | 0", // andn
        // %rbx,%rax,%rax
        "c4e37b f0c105        | 6  | 7 f0 | reg 0  | rm 1                | 5", // rorx $5,%ecx,%eax
        "62f17c48114001       | 7  | 5 11 | reg 0  | [rax+0x1]           | 0", // vmovups
        // %zmm0,0x40(%rax)
        "f348ab               | 3  | 0 ab | reg 0  | rm 3                | 0", // rep stos
        "64488b0c25f8ffffff   | 9  | 0 8b | reg 1  | [-0x8]              | 0", // mov %fs:-8,%rcx
      })
  void decodes(String hex, int length, String opcode, String reg, String operand, long immediate) {
    Instruction x = Objects.requireNonNull(decode(hex.replace(" ", "")));

    assertThat(x.length()).isEqualTo(length);
    assertThat(x.map() + " " + HexFormat.of().toHexDigits((byte) x.opcode())).isEqualTo(opcode);
    assertThat("reg " + x.reg()).isEqualTo(reg);
    assertThat(operand(x)).isEqualTo(operand);
    assertThat(x.immediate()).isEqualTo(immediate);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "48",
    "0f",
    "e8000000",
    "4889",
    "488b8424000000",
    "48b811223344556677",
    "62f17c48",
    "c5",
    "06",
    "60",
    "82c001",
    "d5",
    "ea",
    "9a",
    "ce",
    "0f04",
    "0f0f",
    "0fa6",
    "c4e078",
    "66666666666666666666666666666690",
    "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0"
  })
  void refusesWhatIsCutOrNoInstruction(String hex) {
    assertThat(decode(hex)).isNull();
  }

  @Test
  void nothingButARefusalComesOfAnyBytes() {
    var random = new Random(1);
    byte[] code = new byte[4096];
    int decoded = 0;
    for (int round = 0; round < 200; round++) {
      random.nextBytes(code);
      var decoder = new Decoder(code, code.length, PC);
      for (int i = -1; i <= code.length; i++) {
        Instruction x = decoder.at(i);
        if (x != null) {
          decoded++;
          assertThat(x.length()).isBetween(1, 15);
          assertThat(i + x.length()).isLessThanOrEqualTo(code.length);
          assertThat(x.reg() | x.rm()).isBetween(0, 15);
        }
      }
    }
    assertThat(decoded).isGreaterThan(400_000);
  }

  @Test
  void tellsWhereItGoesOn() {
    Instruction call = Objects.requireNonNull(decode("e8fbffffff"));
    Instruction branch = Objects.requireNonNull(decode("0f8400010000"));

    assertThat(call.isCall()).isTrue();
    assertThat(call.target()).isEqualTo(PC);
    assertThat(branch.isBranch()).isTrue();
    assertThat(branch.target()).isEqualTo(PC + 0x106);
    assertThat(Objects.requireNonNull(decode("41ffe4")).isIndirectJump()).isTrue();
    assertThat(Objects.requireNonNull(decode("ff14c8")).isIndirectCall()).isTrue();
    assertThat(Objects.requireNonNull(decode("c3")).isReturn()).isTrue();
    assertThat(Objects.requireNonNull(decode("0f0b")).isTrap()).isTrue();
  }

  private static @Nullable Instruction decode(String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    return new Decoder(code, code.length, PC).at(0);
  }

  private static String operand(Instruction x) {
    return x.memory() == null ? "rm " + x.rm() : Operands.text(x.memory());
  }
}
