package org.convolex.cli.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * One timer for each connection: until a request is there, until it is answered, and until the answer is written, the client has
 * the same time. A timeout on idleness would not do: a byte a second is not idle.
 */
final class ConnectionDeadlines implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration time;
    private final Map<Connection, Scheduler.Task> tasks = new ConcurrentHashMap<>();

    ConnectionDeadlines(Scheduler scheduler, Duration time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    @Override
    public void onOpened(Connection connection) {
        closeLater(connection);
    }

    @Override
    public void onClosed(Connection connection) {
        Scheduler.Task task = tasks.remove(connection);
        if (task != null) {
            task.cancel();
        }
    }

    /** From now on, the connection is closed when the time is over. */
    void closeLater(Connection connection) {
        restart(connection, () -> connection.getEndPoint().close());
    }

    /** From now on, this happens when the time is over. */
    void restart(Connection connection, Runnable expiry) {
        Scheduler.Task task = scheduler.schedule(expiry, time.toMillis(), TimeUnit.MILLISECONDS);
        Scheduler.Task before = tasks.put(connection, task);
        if (before != null) {
            before.cancel();
        }
        if (!connection.getEndPoint().isOpen()) {
            onClosed(connection);
        }
    }
}
