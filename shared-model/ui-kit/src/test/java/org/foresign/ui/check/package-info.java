/** What every screen of both programs passes: nothing cut, everything named, pictures of it. */
package org.foresign.ui.check;
