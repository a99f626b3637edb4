/** One field as it stands in a message. */
export interface WireField {
  number: number;
  /** A whole number, or the bytes of a text, a message or a fixed-size number. */
  value: bigint | Uint8Array;
}

/** Reads the wire format of protocol buffers (https://protobuf.dev/programming-guides/encoding). Throws RangeError when it is cut off. */
export class WireReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  *fields(): Generator<WireField> {
    while (this.position < this.bytes.length) {
      const tag = Number(this.varint());
      yield { number: tag >>> 3, value: this.value(tag & 7) };
    }
  }

  private value(wireType: number): bigint | Uint8Array {
    switch (wireType) {
      case 0:
        return this.varint();
      case 1:
        return this.take(8);
      case 2:
        return this.take(Number(this.varint()));
      case 5:
        return this.take(4);
      default:
        throw new RangeError(`wire type ${wireType} is not used by Kubernetes`);
    }
  }

  private take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.bytes.length) throw new RangeError('the message is cut off');
    const part = this.bytes.subarray(this.position, end);
    this.position = end;
    return part;
  }

  private varint(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [byte] = this.take(1);
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
    throw new RangeError('a number is too long');
  }
}
