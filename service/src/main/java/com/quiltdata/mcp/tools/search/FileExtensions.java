package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchFilters;
import java.util.List;
import java.util.Locale;

/** File extensions recognized without a dot. Ordinary English words are excluded. */
final class FileExtensions {
    static final List<String> KNOWN = List.of(
            ("csv tsv txt json jsonl ndjson parquet avro orc feather arrow html md rst pdf docx pptx xls xlsx ipynb png jpe?g"
                            + " tiff? gif svg webp fastq fastq\\.gz fasta bam cram vcf vcf\\.gz gff gtf h5 h5ad hdf5 zarr npy npz pkl rds"
                            + " rdata fcs czi nd2 dcm nii mzml zip gz tgz tar bz2 xml ya?ml toml sql py cif pdb sdf bin mp4")
                    .split(" ", -1));

    private FileExtensions() {}

    /** Returns a filter with extensions as they are indexed: in lower case, with a dot. */
    static SearchFilters filter(List<String> words) {
        return new SearchFilters(
                words.stream()
                        .map(word -> "." + word.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList(),
                null,
                null,
                null,
                null);
    }
}
