/** What reports in HTML are made of: pages, tables, charts and pictures. Knows no training. */
@NullMarked
package org.convolex.cli.report;

import org.jspecify.annotations.NullMarked;
