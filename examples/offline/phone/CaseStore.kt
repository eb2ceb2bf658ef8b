package org.doorstep.offline

import org.doorstep.CaseFile
import org.doorstep.Catalogue
import org.doorstep.Override
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardOpenOption
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.TRUNCATE_EXISTING
import java.nio.file.StandardOpenOption.WRITE
import kotlin.io.path.exists
import kotlin.io.path.readBytes

/** One person's case file on a disk, safe from a power cut or a kill at any moment. One process at a time writes it. */
class CaseStore(
    private val catalogue: Catalogue,
    private val path: Path,
) {
    /** What is on the disk. */
    var file: CaseFile
        private set

    init {
        if (!path.exists()) replace(path, "")
        file = read(catalogue, path)
    }

    /** Records an event that nothing speaks against: once this returns, it is on the disk. */
    fun record(
        event: String,
        overriding: Override? = null,
    ) {
        val next = file.proposeJson(event, overriding)
        // What was written before is never touched, and a line that was torn stays by itself.
        append(path, next.toAppend(file))
        file = next
    }

    /** Takes in what others recorded. The file is written whole: lines of others may belong between its own. */
    fun merge(others: List<CaseFile>) = keep(others.fold(file, CaseFile::merge))

    /** Erases a person: the file is written whole, since what is only appended to forgets nothing. */
    fun erase(
        person: String,
        on: String,
    ) = keep(file.erase(person, on))

    private fun keep(next: CaseFile) {
        replace(path, next.toJsonl())
        file = next
    }

    companion object {
        /** Bytes, not text: a file that breaks off may break off within a letter. */
        fun read(
            catalogue: Catalogue,
            path: Path,
        ): CaseFile = CaseFile.fromJsonlBytes(catalogue, path.readBytes())

        /** Appends and waits until the disk has it. */
        private fun append(
            path: Path,
            text: String,
        ) = write(path, text, APPEND)

        /** Puts another file in its place: whatever happens, either the old one or the new one is there, whole. */
        fun replace(
            path: Path,
            text: String,
        ) {
            val fresh = path.resolveSibling("${path.fileName}.new")
            write(fresh, text, TRUNCATE_EXISTING)
            Files.move(fresh, path, ATOMIC_MOVE)
            // The folder says under which name a file is found, and is to be on the disk too.
            FileChannel.open(path.toAbsolutePath().parent, READ).use { it.force(true) }
        }

        private fun write(
            path: Path,
            text: String,
            how: StandardOpenOption,
        ) = FileChannel.open(path, CREATE, WRITE, how).use { channel ->
            val bytes = ByteBuffer.wrap(text.toByteArray())
            while (bytes.hasRemaining()) channel.write(bytes)
            channel.force(true)
        }
    }
}
