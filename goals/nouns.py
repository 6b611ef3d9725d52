"""Common nouns that their endings would mislead about, by kind of exception, and common nouns by gender: data for
`goals/declension.py` and nothing else. What is missing is guessed by its ending.
"""

from pathlib import Path


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict(entry.split(":") for entry in text.split())


# Masculine nouns by their first form: people whose end does not say so, and things whose end says they were people.
PEOPLE = _words("""
    soused host muž syn bratr kluk chlapec otec strýc děd šéf kamarád přítel expert architekt kandidát advokát
    demokrat pilot poslanec hejtman kapitán duchovní policajt diplomat kněz pěvec kmet laik klaun robot herec žák
    člen kmotr úředník vnuk dědeček mluvka trenér brankář poradce kupec vězeň uprchlík běženec sirotek farář biskup
    pán Rom Vietnamec akrobat kamelot patriot potomek předek zástupce jedinec samec pes kůň svědek malíř patron
    pediatr psychiatr ekonom manažer designer vědec letec chodec jezdec střelec slepec světec stařec pacient
    asistent tlumočník hoch tatínek strejda mediátor gladiátor iluminátor poet estét asketa leader dealer designer
    partner volonter soudruh druh žokej kurýr kovboj gay kavalír
""")
THINGS = _words("""
    dotazník slovník deník týdeník měsíčník čtvrtletník ročník rozcestník rybník chodník kapesník zápisník sborník
    ceník záznamník trávník parník deštník květník pořadník skleník rezervník nástupník jízdník podnik pomník
    rejstřík balík budík hřebík rohlík koutek knoflík řebřík žebřík ručník nákladník tácek sešitek věšák bodlák tlak
    znak vlak zázrak prak mrak hák panák vozík košík stolík stojan orgán plán román stan klan formulář kalendář
    adresář slabikář scénář seminář webinář herbář komentář honorář polštář oltář inventář repertoár pohár bazar
    bazár diář snář žaltář počítač vysavač nosič klíč míč koláč květináč chladič ovladač bič meč gulič rohovač
    spínač ukazatel jmenovatel nocležník podstavec tanec konec palec věnec koberec míšenec rámec klinec titulek
    ubrousek pokrok blok rok krok tok dárek odznáček bod dům vůz mráz stůl dvůr hnůj kontejner kontajner magnet
    grant dokument moment segment element argument experiment instrument monument pergamen talent patent akcent cent
    procent asortiment kontinent plant fragment parlament testament sortiment komponent variant diamant restaurant
    motor traktor monitor projektor sektor prostor rozhovor sbor bor spor odbor obor tábor výbor soubor stadion
    balkon telefon maraton koridor humor horor reproduktor indikátor generátor kalkulátor semafor filtr metr litr
    registr minaret film festival karneval portál kanál seriál materiál hotel model panel titul cíl podíl rozdíl díl
    cyklus kilometr newsletter workshop server poster banner blog katalog dialog prolog psaník oddíl sál stát
    referát certifikát mandát plakát internát formát program diagram telegram teploměr rozměr poměr průměr záměr
    směr výměr zájezd průjezd kalich prach strach hrách příběh běh návrh vrh druh okruh pruh roh sníh břeh
    algoritmus list plášť déšť kraj háj úkol stroj nástroj pokoj kroj vývoj boj zdroj obličej olej zpravodaj čaj
    údaj prodej výdej postroj stojánek nábor prapor časopis dopis podpis zápis výpis spis tandem totem harem modem
    automat plat národ rod plod motiv kolektiv domov ostrov hřbitov venkov kov krov lov kotel pytel pokrm pramen
    výzkum průzkum talíř kostel motel hostel datel plenér interiér exteriér klášter čin zločin účin stav ústav den
    sen pin přepis rozpis předpis nápis popis opis rukopis servis ateliér interiér exteriér kartáč tlumič vařič
    zapalovač vrtač kompas magnetofon hostinec zvonec
    dvorec kopec jalovec živec tlumec měšec hrnec mlýnec skener toner router vysílač přijímač obkladač rozprašovač
    jistič reproduktor traktor vektor faktor trezor revolver monitor nosič katetr
""")
PEOPLE |= _words("""
    Afghánec Arab Evropan Ind Maďar Mongol Němec Peršan Polák Rus Slovan Slovák Syřan Turek Ukrajinec Vietnamec
    admirál advokát agent akademik akcionář akrobat aktér alkoholik altruista amatér analytik antropolog architekt
    archivář asesor astronaut auditor autor bankéř barista barman baron botanik brigádník bruslař bubeník burzián
    běžec chemik cukrář cyklista dekoratér delegát detektiv deváťák diabetik dirigent docent doktor dědic děkan
    dělník egoista elektronik entuziasta exekutor fanatik fotbalista fyzik generál gentleman geodet grafik
    Turek Řek chovanec dorostenec mládenec milenec svěřenec
    gymnazista historik hodinář hokejista houslista husit idol ilustrátor imám indián inspektor inženýr jezdec
    junior kadeřník kameraman kandidát kapitalista kapitán kaplan kartograf kaskadér katolik katolík kejklíř klasik
    klavírista kominík komisař konzul kosmonaut kouzelník kouč kovboj krasobruslař krejčík kritik král kuchař
    kurátor kvestor křižák laureát letec lord loutkář lyžař makléř malíř manžel maršál maskér matematik maturant
    mechanik mim ministr mlynář mnich motorista natěrač notář námořník opat optimista papež partyzán pedant pekař
    pesimista pirát plavec plukovník pokrývač policajt politik praděd princ profesionál profesor projektant
    prokurátor prvňák páťák pěšák rabín rebel rektor reprezentant restaurátor revizor rival romantik rytíř sbormistr
    senior showman sirotek skaut skladatel sklenář skokan sládek snoubenec sportovec strážce stylista střelec
    synovec sólista tajemník tanečník tchán technik tenista terorista tesař tovaryš trenér trestanec truhlář učeň
    vagabund varhaník vdovec veterán vnuk voják vítěz zeť zloděj Čech četník číšník řezník šaman šampion šerif špion
    švagr švec ženich žokej žonglér
""")
THINGS |= _words("""
    piknik paragraf autograf telegraf polygraf kardiograf seismograf
    vlog karavan divan glosář lapidář breviář itinerář panelák zlepšovák sticker marker blinker tanker
    kvíz výměník dopravník podavač spotřebič fotbálek
    adaptér alarm apel bagr balon balonek balíček batoh benefit beránek betonek bicykl blok bochánek bonbonek celek
    certifikát chlebíček cukr cíp disk dobytek dodatek domeček doplatek dopísek dortíček dotazník drát drátek dárek
    dáreček džus erb fejeton filmeček formulář fotopásek frak herbář hlásek hrneček hrníček háj hájek háček hřeben
    ječmen kabel kabát kalendář kanál kapesníček kartonek keksek klenot klobouk kluzák klíček knedlíček koberec
    kocourek koktejl koláček kolíček konektor koníček kopec kopeček korálek kousek kočár kořen košíček kroužek krém
    krůček kufr kufřík kusek kvítek kámen lampion lektvar les letoun likér lustr lék lísteček majetek materiálek med
    medvídek megafon mikrofon mlýnek modem monitor moped most motor mraček míček nadpisek nedoplatek nedostatek
    nábytek náhrdelník nápoj náramek náčrtek nůž obal obdélníček oblek oblouček obláček obrázek obídek ocet oceán
    odběrek odkaz odstavec odřezek olej opasek ostrov parfém park pejsek perníček plášť podtitulek pohárek poháreček
    polibek poloostrov poplatek portál potok pozůstatek pramen procesor prostředek protokol proužek prsten prášek
    ptáček pulovr pytlík pytlíček párek pásek přebytek předek předstupek přehled přeplatek přídavek přípisek
    příplatek přístav rejstřík rohlíček router ročníček rum rybník rybníček rám rámeček salon salonek salámek
    saxofon server seznam sirup skener skok skútr slabikář slavíček smok snář software souhrn soupis spisek spodek
    stojan stojánek stok stolek stromeček stůl svah svetr svitek svršek svícen sáček talířek telefon tiskopis
    titulek tok traktor trojúhelníček tunel tělocvik ubrousek vagon vak večírek viadukt vlásek vnitřek vodopád
    vozíček vrchol vrtulník vršek vzorek víkendek výdělek výkaz výklenek výpisek výsek výsledek vývarek výčet
    výřezek web zbytek zpěvník zvonek zákusek záliv zámek zámeček zápisek závazek závitek závěr závěs úlomek úplatek
    úryvek úsek úsměvek útlumek útržek úvazek úvod úšklebek čaj čajovník člunek čtvereček řemen řetízek řetěz šampon
    šok šperk štítek žalář žebříček žeton župan
""")
# Things whose second case ends in -a.
IN_A = _words("""
    les dvůr kostel večer život svět klášter tábor ostrov domov jazyk rybník chléb sýr národ zákon mlýn hřbitov
    komín oběd potok oves popel chlév březen duben květen červen srpen leden kalich venkov včerejšek dnešek zítřek
    čtvrtek pondělek dobytek betlém
""")
FLEETING = _pairs("""
    kotel:kotl pytel:pytl uhel:uhl posel:posl osel:osl orel:orl den:dn sen:sn týden:týdn kámen:kamen kmen:kmen
    oves:ovs pes:ps svetr:svetr led:led loket:lokt nehet:neht ocet:oct dehet:deht krb:krb hřeben:hřeben dům:dom
    vůz:voz stůl:stol dvůr:dvor mráz:mraz chléb:chleb sníh:sněh kůň:koň hnůj:hnoj důl:dol vůl:vol vítr:větr
    hrnec:hrnc sloup:sloup účet:účt počet:počt rozpočet:rozpočt výpočet:výpočt pronájem:pronájm nájem:nájm
    příjem:příjm zájem:zájm dojem:dojm pojem:pojm vězeň:vězň pátek:pátk půl:půl vrch:vrch buben:bubn okres:okres
    kužel:kužel nůž:nož učeň:učň svícen:svícn vrchol:vrchol oblek:oblek
""")
LATIN = _words("""
    cyklus algoritmus virus mechanismus organismus glóbus rytmus turismus realismus komunismus
""")
KEPT_K = _words("""
    šperk
    koučink brífink kempink parkink leasink
    trénink mítink jarmark disk zisk tisk výtisk potisk blesk park tank kiosk bank prstenk odtisk nátisk vrk brk frk
    trysk písk stisk folk punk šek dotisk přetisk úlek losk rusk obelisk termosk triptychk flek skřek
""")
# Feminine nouns without an ending: like "kost" (části) and like "píseň" (sítě).
LIKE_KOST = _words("""
    část oblast účast vlast past věc noc nemoc pomoc moc řeč oběť paměť lest čest šelest propast slast strast bolest
    pověst ctnost kost sůl myš veš zpověď odpověď smrt závist nenávist lež rez pěst směs
""")
LIKE_PISEN = _words("""
    alej kolej esej zbroj závěj
    síť pouť trať chuť niť huť suť labuť loď zeď píseň báseň kampaň daň dlaň zbraň skříň síň kancelář laboratoř tvář
    zář stáž soutěž reportáž montáž garáž pláž koláž vitráž věž krádež loupež mládež kolej louč postel obec klec pec
    povodeň jabloň třešeň višeň vášeň jeseň káď stráň tůň žízeň lázeň bázeň kázeň hlaveň tkáň straň pláň výseč seč
    křeč tyč žluč neteř příď záď čtvrť plť rukojeť ocel hráz mez tíž spřež mříž výš skrýš pavlač tramvaj obruč mašť
    hůl lahev
    koupel rtuť choť rozkoš gáž masáž etáž drenáž bandáž kartáž pasáž instruktáž demontáž brandáž plantáž
    fotoreportáž tonáž větev církev mrkev konev láhev krev krůpěj zbroj výstroj
""")
PISEN_STEMS = _pairs("""
    sůl:sol hůl:hol lahev:lahv
    obec:obc píseň:písn báseň:básn větev:větv církev:církv mrkev:mrkv konev:konv láhev:lahv zeď:zd klec:klec
    třešeň:třešn višeň:višn vášeň:vášn povodeň:povodn lázeň:lázn bázeň:bázn kázeň:kázn žízeň:žízn hlaveň:hlavn
    kampaň:kampan daň:dan dlaň:dlan zbraň:zbran skříň:skřín síň:sín síť:sít pouť:pout trať:trat chuť:chut niť:nit
    huť:hut suť:sut labuť:labut loď:lod jabloň:jablon káď:kád stráň:strán tůň:tůn tkáň:tkán pláň:plán příď:příd
    čtvrť:čtvrt rukojeť:rukojet krev:krv choť:chot oběť:obět paměť:pamět odpověď:odpověd zpověď:zpověd
""")
# -e nouns that are neuter, and the masculine ones in -ce.
LIKE_MORE = _words("""
    moře pole srdce slunce vejce nebe ovoce poledne odpoledne dopoledne lože tržiště
""")
LIKE_KURE = _words("""
    zvíře děvče dvojče mládě kníže kotě štěně kuře tele sele vnouče hříbě rajče poupě pachole jehně páže koště vole
    dupě prase hrabě house holoubě medvídě doupě trojče čtyřče ptáče batole nemluvně robě lvíče osle slůně kachně kozle
    šídle kuzle káče štíhle čápě jestřábě
""")
NOT_MASCULINE_E = _words("""
    práce ovce ulice stovce obce noze lavice matrice police svíce srdce
""")
# Neuter nouns with a hard stem, by the stem; beside those in -dlo, -slo, -ko of certain shapes, -stvo, -sto.
NEUTER_O = _words("""
    kladívk dřívk kouzélk vajíčk políčk autíčk sklíčk srdíčk kolíčk kolečk městečk lůžk měst míst slov aut kol per
    patr kin piv mas těst
    stád hnízd mýdl zlat stříbr bahn dřev okn plátn skl jabl jádr jmén mén kolen ramen želez písmen semen břemen
    plemen lůn lan vesl stébl sít koryt kopyt žit tajemstv družstv společenstv množstv mužstv lidstv ptactv prás léč
    vín sen mlék prkn vlákn roun břich uch světl tepl kouzl drn pásm písm díl jezer kladiv pravidl vajíč bidel kont
    rizik kazin kasin pian bistr tang bendž rádi eur tric pexes čel tel děl hrdl brn vědr žebr ňadr pouzdr pout
    gest depozit konkrét manž temp skór torz sak ponč mol hejn zrn vřeten polen rn lejn víčk pater pivk kil
    log tričk kukátk
""")
NOT_NEUTER_STEM = _words("""
    štítk kvítk svítk
    šátk svátk zvídátk matk látk částk zkratk hrátk přátk památk začátk pořádk zmatk obrátk statk zákl pátk dodatk
    poplatk podíčk obídk nabídk mysl rohlíčk balíčk slovníčk kolíčk deníčk ubrousk košíčk koníčk botk desk vzorečk
    domečk stromečk člunečk věnečk ručk písk misk přípisk tisk vidlíčk zisk chlapečk kousečk sáčk míčk lahvičk lžičk
    kapsk dopisk blesk výtisk potisk disk zátk pampelišk zápisk mistrovsk oplátk prohlídk hlídk vyhlídk přehlídk
    pastelk průmysl smysl výmysl důmysl posl osl hrnečk zámečk kopečk větvičk židl mandl pytl kotl svědk knedl nudl
    kudl vidl jedl hřídl
""")
UM = _words("""
    víz memorand fór centr dat alb referend komunik kvór spektr plén ult maxim minim optim sér kvant addend erát
    cert errat
""")
IUM = _words("""
    konsorc stipend koleg gymnáz méd kritér sympoz akvár planetár konzorc auditor solár konzil evangel privileg prezíd
    territor terár vivár kolokv hel or sanator kompend baptister exerc silenc
""")
# Feminine stems that look masculine, and what ends a feminine stem.
FEMININE = _words("""
    soch bund gum kříd fakult kapitol řek včel žab hus koz svíček nul lup kapk besed porad zahrad kontrol žalob
    synagog svačin výstav nehod dohod metod rad řad hromad debat anket vět cest not raket planet palet diet teplot
    adres tras kas terás fráz etap map lamp skup knih úloh příloh poloh dráh střech ploch epoch škol vil sil chval
    kamer oper komor opor podpor potřeb slev kapel novel cel změn cen scén stěn směn výměn proměn žen hran bran
    obran ochran stran zón antén kotv trub síl hlav zpráv správ oslav kráv budov smlouv hodnot jednot chalup vod
    sezon sezón korun rán mír jám lip pil brad škod náhod pohod výhod přírod svobod látk bot čepic strof katastrof
    skál hal pyramid fasád arm chodb hr jiskr sestr kostr katedr mzd hvězd brázd jízd postav představ soustav výprav
    úprav příprav přeprav kav trav sláv výzv poptáv mlh třid tříd rezerv konzerv záloh hrůz múz chůz oáz pauz kaus
    fontán brán vrán saun faun kulis mis sprch truhl etud nud placht šacht jacht verand girland promenád kaskád
    pergol konzol stel role múz kos louk muk ruk noh cifr hudb lhůt kart kvót rout brožur kultur procedur pošt sobot
    premiér kariér bariér ér
    sfér atmosfér pomluv přísah schránk chyb ryb vazb skladb vrb hymn slin vin rovin dědin bylin hlín kabin vitrín
    malin turbín rutin medicín
""")
FEMININE |= _words("""
    klobás skluzavk
    tabulk cedulk teras pradlen
    armád atrap autoškol balustrád banderol barikád bariér bedn bitv blúz bomb burz chalup charakteristik charit
    chat cihl dcer desetin disciplín domén dráh duh dám děr eskapád etap fabrik farm figur flétn form formul front
    garnitur gramatik harf hlav hlín hodin hor hran hrozb hub hudb hvězd hymn ikon informatik iniciativ jahod jedl
    jehl jiskr jizv jám kajut kantýn karikatur kasárn kazet klenb kletb klik klisn kláves kolon komponent komun
    konstant korb korun kostr kresb krůt kvint kytar křivd kůr lavin legend limonád limuzín literatur lokomotiv líp
    maket marmelád matematik mašin metafor mluv mod modlitb motyk mód můr nevěst norm nádob náhrad nálad nápověd
    náprav nástrah návnad nížin obav obžalob odměn odrůd ohrad olympiád omluv opon osad osnov otrav ozdob ozvěn
    palub parád pastv pastvin pedagogik pelerín perl petard plastelín plastik platb plavb pochval podob poem pohrom
    pokut pomst poruch potrav potravin povah pověr pravd princezn prohr propagand prosb próz pyramid předehr
    předmluv přehrad přílb přísad přístavb příčin reform reklam republik revolt rot rubrik rutin rýh salv sekund
    serenád sestav sestr setin sirén skob skvrn slok slz smetan snah sond souprav spartakiád spirál spon sprch spár
    srn stodol stop strav strun stuh střel sum svatb sádr taktik tet tlap trampolin trampolín tribun trub trém tržb
    uniform urn vakcín van variant velryb vidin viol vloh vlád vodárn vran vrstv vzpour váh váz výbav výhr výhrad
    výplat výrob výsad výsadb výstavb výzdob věd zim ztrát zvonohr záhad zálib záplat záplav zásad zásob zástav
    závad závor úhrad úrod útrat útěch úvah čet čokolád čtvrtin řas řep řezb šifr škál štafet štěrbin šál šňůr žatv
    želv žáb žíl žíravin
""")
NOT_FLEETING = _words("""
    švadlen kamer oper potřeb slev kapel novel cel žen cen jmen písmen semen ramen kolen želez jezer vřeten polen
    plemen břemen galer hyen per mez pradlen
""")
SHORTENED = _pairs("""
    sil:síl děl:díl jam:jám ran:rán krav:kráv děr:dír měr:mír bran:brán vran:vrán drah:dráh smluv:smlouv much:mouch
    chval:chvál jmen:jmén mezd:mzd skal:skál děs:děs bar:bár slam:slám luk:louk muk:mouk
""")
SHORT_E = _pairs("""
    neděl:neděle košil:košile chvil:chvíle mil:míle lžic:lžíce
""")
KOLEGA = _pairs("""
    kolega:kolegové starosta:starostové předseda:předsedové místopředseda:místopředsedové
    místostarosta:místostarostové vévoda:vévodové sluha:sluhové hrdina:hrdinové tajemníka:tajemníkové táta:tátové
    strýček:strýčkové
""")

# Foreign nouns that have one form for all.
UNCHANGED = _words("""
    interview show talkshow workflow cashflow menu ragú tabu emu kupé exposé resumé klišé atašé matiné komuniké varieté
    derby rugby party story hobby lobby brandy sherry pony taxi alibi safari kiwi origami sushi tsunami bikini rande
    puzzle finále angažmá faksimile aloe image jury tiramisu froté parte karate
""")
# Nouns without a singular: the first form and the genitive.
PLURAL_ONLY = _pairs("""
    nůžky:nůžek dožínky:dožínek obžinky:obžinek křtiny:křtin jmeniny:jmenin zásnuby:zásnub hody:hodů vánoce:vánoc
    velikonoce:velikonoc hromnice:hromnic dostihy:dostihů tepláky:tepláků plavky:plavek kraťasy:kraťasů legíny:legín
    džíny:džín kleště:kleští varhany:varhan vrata:vrat kamna:kamen jesle:jeslí neštovice:neštovic spalničky:spalniček
    dějiny:dějin hranolky:hranolků peníze:peněz saně:saní sáňky:sáněk šachy:šachů punčocháče:punčocháčů
    trenýrky:trenýrek šle:šlí hrábě:hrábí vidle:vidlí necky:necek nosítka:nosítek ústa:úst záda:zad
    manévry:manévrů otruby:otrub finance:financí memoáry:memoárů alimenty:alimentů šortky:šortek hodinky:hodinek
    noviny:novin dveře:dveří kalhoty:kalhot brýle:brýlí housle:houslí prázdniny:prázdnin narozeniny:narozenin
    námluvy:námluv pašije:pašijí nešpory:nešpor
""")
# Adjectives that stand for women or for things of feminine gender; the others stand for men.
FEMININE_ADJECTIVAL = _words("""
    dovolená pokojská švagrová vrátná bytná hospodská komorná konečná mateřská rodičovská nemocenská schovávaná kopaná
    házená odbíjená košíková výslužná
""")

# Adjectives that stand for men or for anybody, whose second form an ending does not tell from another one.
MEN_ADJECTIVAL = _words("nemocný příbuzný hluchoněmý mladistvý odsouzený postižený obžalovaný mrtvý raněný")

# First forms by gender; how they go, their pattern knows (`goals/noun_patterns.py`).
BY_GENDER: dict[str, set[str]] = {"f": set(), "n": set(), "m": set(), "a": set()}
for _line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
    if not _line.startswith("#"):
        _gender, *_lemmas = _line.split()
        BY_GENDER[_gender].update(_lemmas)
