package org.convolex.cli.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a body as it comes, without a thread that waits for it. */
final class BodyReader implements Runnable {
    /**
     * Of a body that is too large, so many times the limit are thrown away before the refusal: a client that is still sending when
     * the connection closes may never see why.
     */
    private static final int THROWN_AWAY = 16;

    private final Exchange exchange;
    private final int limit;
    private final Consumer<byte[]> whole;
    private @Nullable ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long read;

    private BodyReader(Exchange exchange, int limit, Consumer<byte[]> whole) {
        this.exchange = exchange;
        this.limit = limit;
        this.whole = whole;
    }

    /** @param whole is called when all of the body is there, unless it is larger than the limit: then the answer is 413 */
    static void read(Exchange exchange, int limit, Consumer<byte[]> whole) {
        BodyReader reader = new BodyReader(exchange, limit, whole);
        Request request = exchange.request();
        if (request.getLength() > limit) {
            reader.body = null;
        }
        boolean asks = request.getHeaders().contains(HttpHeader.EXPECT);
        if (asks && request.getLength() > limit || request.getLength() > (long) THROWN_AWAY * limit) {
            reader.refuse();
        } else {
            reader.run();
        }
    }

    @Override
    public void run() {
        Request request = exchange.request();
        while (exchange.open()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                exchange.fail(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last && body != null) {
                exchange.bodyIsRead();
                whole.accept(body.toByteArray());
                return;
            }
            if (last || read > (long) THROWN_AWAY * limit) {
                refuse();
                return;
            }
        }
    }

    private void take(ByteBuffer bytes) {
        read += bytes.remaining();
        if (read > limit) {
            body = null;
        }
        if (body != null) {
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            body.writeBytes(part);
        }
    }

    private void refuse() {
        exchange.answer(Answer.lastError(413, "the body is larger than " + limit + " bytes"));
    }
}
