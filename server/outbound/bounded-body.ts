/** How much of an answer is read, and what ends it. */
export interface BodyBounds<Fault> {
  readonly bytes: number
  readonly tooLarge: () => Fault
  /** What stopped the answer from coming, in words of ours. */
  readonly faultOf: (error: unknown) => unknown
  /** Called once when nothing more comes. @param fault why the rest is cut off */
  readonly over: (fault?: Fault) => void
}

/** The same bytes, until there are too many of them: then the stream fails, and nothing more is taken. */
export function boundedBody<Fault extends Error>(
  body: ReadableStream<Uint8Array>,
  { bytes, tooLarge, faultOf, over }: BodyBounds<Fault>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let size = 0
  const cutOff = () => {
    const fault = tooLarge()
    over(fault)
    return fault
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) {
          over()
          controller.close()
          return
        }
        size += value.byteLength
        if (size > bytes) throw cutOff()
        controller.enqueue(value)
      } catch (error) {
        over()
        controller.error(faultOf(error))
      }
    },
    async cancel(reason) {
      over()
      await reader.cancel(reason)
    },
  })
}
