const here = () => {
    const { currentScript: tag } = document;
    return tag && tag.src ? tag.src.replace(/.*\//, "") : "nowhere";
};
