package com.quiltdata.mcp.catalog.docs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A document of the sitemap protocol: a list of pages, or an index of other sitemaps. */
record SitemapXml(boolean isIndex, List<SitemapEntry> entries) {
    /** A URL, and the time of its last change. */
    record SitemapEntry(String url, @Nullable String modified) {}

    /** Parses at most {@code max} entries; entities and document types are refused. */
    static SitemapXml parse(byte[] xml, int max) throws IOException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            reader.nextTag();
            var root = reader.getLocalName();
            if (!root.equals("urlset") && !root.equals("sitemapindex")) {
                throw new IOException("it is not a sitemap");
            }
            return new SitemapXml(root.equals("sitemapindex"), entries(reader, max));
        } catch (XMLStreamException e) {
            throw new IOException("it is not XML", e);
        }
    }

    /** Reads entries in the root's namespace only; extensions, such as image URLs, have another one. */
    private static List<SitemapEntry> entries(XMLStreamReader reader, int max) throws XMLStreamException {
        var namespace = reader.getNamespaceURI();
        var entries = new ArrayList<SitemapEntry>();
        while (reader.hasNext() && entries.size() < max) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT
                    || !Objects.equals(reader.getNamespaceURI(), namespace)) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "loc" ->
                    entries.add(new SitemapEntry(reader.getElementText().strip(), null));
                case "lastmod" -> setModified(entries, reader.getElementText().strip());
                default -> {}
            }
        }
        return List.copyOf(entries);
    }

    private static void setModified(List<SitemapEntry> entries, String modified) {
        if (!entries.isEmpty() && modified.length() <= 40) {
            entries.add(new SitemapEntry(entries.removeLast().url(), modified));
        }
    }
}
