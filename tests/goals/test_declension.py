"""Czech nouns in four forms, from whatever form they stand in: hundreds that are in no table of the product."""

import re
from pathlib import Path

import pytest

from goals.amounts import propose_unit, unit_of
from goals.declension import decline
from goals.noun_patterns import Number, known

# 1, 2, 1,5 and 5. On first sight, before the rules learned from them, 0.88, 0.86 and 0.89 of three parts were right; of
# those from "akademie" on, read behind 1, 2 and 5, 0.87, then 0.85, and after more nouns had been listed 0.94 of 122.
NOUNS = """
vycházka vycházky vycházky vycházek | hlídka hlídky hlídky hlídek | stáž stáže stáže stáží
brigáda brigády brigády brigád | jarmark jarmarky jarmarku jarmarků | nálepka nálepky nálepky nálepek
slovníček slovníčky slovníčku slovníčků | pohlednice pohlednice pohlednice pohlednic
deskovka deskovky deskovky deskovek | hřiště hřiště hřiště hřišť | stipendium stipendia stipendia stipendií
knihovnice knihovnice knihovnice knihovnic | pouť poutě pouti poutí | krabice krabice krabice krabic
jeviště jeviště jeviště jevišť | jízdenka jízdenky jízdenky jízdenek | muzeum muzea muzea muzeí
kartička kartičky kartičky kartiček | sáček sáčky sáčku sáčků | kotel kotle kotle kotlů
průkaz průkazy průkazu průkazů | razítko razítka razítka razítek | průvodkyně průvodkyně průvodkyně průvodkyň
kolegium kolegia kolegia kolegií | festival festivaly festivalu festivalů | mentor mentoři mentora mentorů
patron patroni patrona patronů | mediátor mediátoři mediátora mediátorů | koncert koncerty koncertu koncertů
zahrada zahrady zahrady zahrad | heslo hesla hesla hesel | křeslo křesla křesla křesel
strážník strážníci strážníka strážníků | ředitel ředitelé ředitele ředitelů
zahrádkář zahrádkáři zahrádkáře zahrádkářů | soutěž soutěže soutěže soutěží | krajan krajané krajana krajanů
zastupitel zastupitelé zastupitele zastupitelů | sbor sbory sboru sborů
logopedka logopedky logopedky logopedek | absolvent absolventi absolventa absolventů
farnost farnosti farnosti farností | podcast podcasty podcastu podcastů | plakát plakáty plakátu plakátů
vizitka vizitky vizitky vizitek | kniha knihy knihy knih | okno okna okna oken
specialista specialisté specialisty specialistů | psycholog psychologové psychologa psychologů
ekonom ekonomové ekonoma ekonomů | občan občané občana občanů | host hosté hosta hostů
soused sousedé souseda sousedů | poradce poradci poradce poradců | důchodce důchodci důchodce důchodců
sportovec sportovci sportovce sportovců | manažer manažeři manažera manažerů | řidič řidiči řidiče řidičů
hráč hráči hráče hráčů | policista policisté policisty policistů | kavárna kavárny kavárny kaváren
herna herny herny heren | čajovna čajovny čajovny čajoven | stavba stavby stavby staveb | změna změny změny změn
analýza analýzy analýzy analýz | debata debaty debaty debat | úloha úlohy úlohy úloh | mapa mapy mapy map
etapa etapy etapy etap | vědec vědci vědce vědců | divadlo divadla divadla divadel | jezero jezera jezera jezer
kino kina kina kin | letiště letiště letiště letišť | tržiště tržiště tržiště tržišť
gymnázium gymnázia gymnázia gymnázií | kritérium kritéria kritéria kritérií | terapie terapie terapie terapií
galerie galerie galerie galerií | kategorie kategorie kategorie kategorií | revize revize revize revizí
reportáž reportáže reportáže reportáží | báseň básně básně básní | píseň písně písně písní
dárek dárky dárku dárků | kroužek kroužky kroužku kroužků | obchůzka obchůzky obchůzky obchůzek
nástroj nástroje nástroje nástrojů | pokoj pokoje pokoje pokojů | kalendář kalendáře kalendáře kalendářů
formulář formuláře formuláře formulářů | slovník slovníky slovníku slovníků
telefonát telefonáty telefonátu telefonátů | vedoucí vedoucí vedoucího vedoucích | radní radní radního radních
dospělý dospělí dospělého dospělých | architekt architekti architekta architektů | cesta cesty cesty cest
škola školy školy škol | síť sítě sítě sítí | loď lodě lodi lodí | věc věci věci věcí
nemoc nemoci nemoci nemocí | příležitost příležitosti příležitosti příležitostí
rostlina rostliny rostliny rostlin | hodina hodiny hodiny hodin | stavebnice stavebnice stavebnice stavebnic
kolo kola kola kol | auto auta auta aut | zvíře zvířata zvířete zvířat | děvče děvčata děvčete děvčat
ochutnávka ochutnávky ochutnávky ochutnávek | přebor přebory přeboru přeborů | výprava výpravy výpravy výprav
oslava oslavy oslavy oslav | nahrávka nahrávky nahrávky nahrávek | plenér plenéry plenéru plenérů
veletrh veletrhy veletrhu veletrhů | závod závody závodu závodů | zápas zápasy zápasu zápasů
oběd obědy oběda obědů | večeře večeře večeře večeří | snídaně snídaně snídaně snídaní
svačina svačiny svačiny svačin | balík balíky balíku balíků | tablet tablety tabletu tabletů
notebook notebooky notebooku notebooků | počítač počítače počítače počítačů
tiskárna tiskárny tiskárny tiskáren | kamera kamery kamery kamer | křížovka křížovky křížovky křížovek
omalovánka omalovánky omalovánky omalovánek | audit audity auditu auditů | inspekce inspekce inspekce inspekcí
kontrola kontroly kontroly kontrol | zkouška zkoušky zkoušky zkoušek
certifikát certifikáty certifikátu certifikátů | žaloba žaloby žaloby žalob
stanovisko stanoviska stanoviska stanovisek | středisko střediska střediska středisek
družstvo družstva družstva družstev | lavička lavičky lavičky laviček | strom stromy stromu stromů
keř keře keře keřů | záhon záhony záhonu záhonů | truhlík truhlíky truhlíku truhlíků
mluvčí mluvčí mluvčího mluvčích | senior senioři seniora seniorů | seniorka seniorky seniorky seniorek
prvňák prvňáci prvňáka prvňáků | kamarád kamarádi kamaráda kamarádů | migrant migranti migranta migrantů
uprchlík uprchlíci uprchlíka uprchlíků | řemeslník řemeslníci řemeslníka řemeslníků | dárce dárci dárce dárců
výrobce výrobci výrobce výrobců | trenér trenéři trenéra trenérů | hasič hasiči hasiče hasičů
advokát advokáti advokáta advokátů | notář notáři notáře notářů | pediatr pediatři pediatra pediatrů
zubař zubaři zubaře zubařů | asistentka asistentky asistentky asistentek | starosta starostové starosty starostů
kolega kolegové kolegy kolegů | novinář novináři novináře novinářů | redakce redakce redakce redakcí
rozhlas rozhlasy rozhlasu rozhlasů | vysílání vysílání vysílání vysílání
doučování doučování doučování doučování | ministerstvo ministerstva ministerstva ministerstev
sídliště sídliště sídliště sídlišť | ulice ulice ulice ulic | čtvrť čtvrtě čtvrti čtvrtí
kostel kostely kostela kostelů | klášter kláštery kláštera klášterů | synagoga synagogy synagogy synagog
mešita mešity mešity mešit | pivovar pivovary pivovaru pivovarů | továrna továrny továrny továren
sklad sklady skladu skladů | výrobna výrobny výrobny výroben | směna směny směny směn
brožura brožury brožury brožur | manuál manuály manuálu manuálů | příručka příručky příručky příruček
infografika infografiky infografiky infografik | pexeso pexesa pexesa pexes | skříňka skříňky skříňky skříněk
panel panely panelu panelů | přihláška přihlášky přihlášky přihlášek | posudek posudky posudku posudků
výkaz výkazy výkazu výkazů | pohovor pohovory pohovoru pohovorů | depistáž depistáže depistáže depistáží
supervizor supervizoři supervizora supervizorů | peerka peerky peerky peerek
pamětník pamětníci pamětníka pamětníků | babička babičky babičky babiček | dědeček dědečkové dědečka dědečků
vnouče vnoučata vnoučete vnoučat | kočárek kočárky kočárku kočárků | židle židle židle židlí
stolek stolky stolku stolků | lampa lampy lampy lamp | kurzista kurzisté kurzisty kurzistů
letec letci letce letců | básník básníci básníka básníků | malíř malíři malíře malířů
zpěvák zpěváci zpěváka zpěváků | zpěvačka zpěvačky zpěvačky zpěvaček | herec herci herce herců
herečka herečky herečky hereček | kapela kapely kapely kapel | orchestr orchestry orchestru orchestrů
repertoár repertoáry repertoáru repertoárů | fotografie fotografie fotografie fotografií
obraz obrazy obrazu obrazů | socha sochy sochy soch | vernisáž vernisáže vernisáže vernisáží
dražba dražby dražby dražeb | sbírka sbírky sbírky sbírek | dar dary daru darů
příspěvek příspěvky příspěvku příspěvků | grant granty grantu grantů | výzva výzvy výzvy výzev
rozpočet rozpočty rozpočtu rozpočtů | účet účty účtu účtů | faktura faktury faktury faktur
objednávka objednávky objednávky objednávek | nákup nákupy nákupu nákupů | obchod obchody obchodu obchodů
prodejna prodejny prodejny prodejen | trh trhy trhu trhů | pekárna pekárny pekárny pekáren
kuchařka kuchařky kuchařky kuchařek | kuchař kuchaři kuchaře kuchařů | recept recepty receptu receptů
jídlo jídla jídla jídel | pokrm pokrmy pokrmu pokrmů | nápoj nápoje nápoje nápojů | talíř talíře talíře talířů
hrnek hrnky hrnku hrnků | lžíce lžíce lžíce lžic | vidlička vidličky vidličky vidliček
ubrus ubrusy ubrusu ubrusů | košile košile košile košil | bunda bundy bundy bund | bota boty boty bot
kabát kabáty kabátu kabátů | šátek šátky šátku šátků | taška tašky tašky tašek | batoh batohy batohu batohů
penál penály penálu penálů | sešit sešity sešitu sešitů | tužka tužky tužky tužek
pastelka pastelky pastelky pastelek | guma gumy gumy gum | tabule tabule tabule tabulí | křída křídy křídy kříd
třída třídy třídy tříd | učebna učebny učebny učeben | učitelka učitelky učitelky učitelek
ředitelka ředitelky ředitelky ředitelek | družina družiny družiny družin
vychovatel vychovatelé vychovatele vychovatelů | zkoušející zkoušející zkoušejícího zkoušejících
doktorand doktorandi doktoranda doktorandů | fakulta fakulty fakulty fakult | katedra katedry katedry kateder
ústav ústavy ústavu ústavů | laboratoř laboratoře laboratoře laboratoří | výzkum výzkumy výzkumu výzkumů
studie studie studie studií | článek články článku článků | kapitola kapitoly kapitoly kapitol
rozsudek rozsudky rozsudku rozsudků | soudce soudci soudce soudců | žalobce žalobci žalobce žalobců
svědek svědkové svědka svědků | oběť oběti oběti obětí | pachatel pachatelé pachatele pachatelů
policie policie policie policií | vězeň vězni vězně vězňů | věznice věznice věznice věznic
azylant azylanti azylanta azylantů | držitel držitelé držitele držitelů | vízum víza víza víz
pas pasy pasu pasů | povolení povolení povolení povolení | razie razie razie razií
hranice hranice hranice hranic | stát státy státu států | národ národy národa národů
menšina menšiny menšiny menšin | jazyk jazyky jazyka jazyků | slovo slova slova slov | věta věty věty vět
test testy testu testů | chyba chyby chyby chyb | překlad překlady překladu překladů
překladatel překladatelé překladatele překladatelů | překladatelka překladatelky překladatelky překladatelek
tlumočnice tlumočnice tlumočnice tlumočnic | schránka schránky schránky schránek
poznámka poznámky poznámky poznámek | snímek snímky snímku snímků | záznam záznamy záznamu záznamů
klíč klíče klíče klíčů | zámek zámky zámku zámků | postel postele postele postelí | lůžko lůžka lůžka lůžek
matrace matrace matrace matrací | byt byty bytu bytů | dům domy domu domů | pronájem pronájmy pronájmu pronájmů
nájemce nájemci nájemce nájemců | pronajímatel pronajímatelé pronajímatele pronajímatelů
vlastník vlastníci vlastníka vlastníků | správce správci správce správců | řemeslo řemesla řemesla řemesel
dílnička dílničky dílničky dílniček | loutka loutky loutky loutek | pohádka pohádky pohádky pohádek
hra hry hry her | míč míče míče míčů | tým týmy týmu týmů | trénink tréninky tréninku tréninků
plavec plavci plavce plavců | běžec běžci běžce běžců | bazén bazény bazénu bazénů
tělocvična tělocvičny tělocvičny tělocvičen | kurt kurty kurtu kurtů | pohár poháry poháru pohárů
medaile medaile medaile medailí | diplom diplomy diplomu diplomů | oslavenec oslavenci oslavence oslavenců
tanec tance tance tanců | tanečník tanečníci tanečníka tanečníků | vystoupení vystoupení vystoupení vystoupení
představení představení představení představení | zkušenost zkušenosti zkušenosti zkušeností
dovednost dovednosti dovednosti dovedností | nabídka nabídky nabídky nabídek
poptávka poptávky poptávky poptávek | inzerát inzeráty inzerátu inzerátů
životopis životopisy životopisu životopisů | pracovnice pracovnice pracovnice pracovnic
brigádník brigádníci brigádníka brigádníků | agentura agentury agentury agentur | nadace nadace nadace nadací
spolek spolky spolku spolků | sdružení sdružení sdružení sdružení | církev církve církve církví
kněz kněží kněze kněží | sestra sestry sestry sester | lékárna lékárny lékárny lékáren
lékárník lékárníci lékárníka lékárníků | ordinace ordinace ordinace ordinací
prohlídka prohlídky prohlídky prohlídek | očkování očkování očkování očkování | rouška roušky roušky roušek
recepce recepce recepce recepcí | čekárna čekárny čekárny čekáren | výtah výtahy výtahu výtahů
most mosty mostu mostů | nádraží nádraží nádraží nádraží | zastávka zastávky zastávky zastávek
vlak vlaky vlaku vlaků | autobus autobusy autobusu autobusů | letadlo letadla letadla letadel
kilometr kilometry kilometru kilometrů | trasa trasy trasy tras | stezka stezky stezky stezek
park parky parku parků | les lesy lesa lesů | řeka řeky řeky řek | louka louky louky luk
včela včely včely včel | kočka kočky kočky koček | útulek útulky útulku útulků | tandem tandemy tandemu tandemů
ubytovatel ubytovatelé ubytovatele ubytovatelů | stan stany stanu stanů | výprask výprasky výprasku výprasků
zámečník zámečníci zámečníka zámečníků | kadeřnice kadeřnice kadeřnice kadeřnic
švadlena švadleny švadleny švadlen | chůva chůvy chůvy chův | lektorka lektorky lektorky lektorek
svaz svazy svazu svazů | protokol protokoly protokolu protokolů | dodatek dodatky dodatku dodatků
směrnice směrnice směrnice směrnic | standard standardy standardu standardů
ukazatel ukazatele ukazatele ukazatelů | stojan stojany stojanu stojanů | vitrína vitríny vitríny vitrín
banner bannery banneru bannerů | rozhovor rozhovory rozhovoru rozhovorů | pořad pořady pořadu pořadů
epizoda epizody epizody epizod | scénář scénáře scénáře scénářů | kostým kostýmy kostýmu kostýmů
maska masky masky masek | průvod průvody průvodu průvodů | ohňostroj ohňostroje ohňostroje ohňostrojů
koleda koledy koledy koled | betlém betlémy betléma betlémů | svíčka svíčky svíčky svíček
věnec věnce věnce věnců | kraslice kraslice kraslice kraslic | koláč koláče koláče koláčů
polévka polévky polévky polévek | salát saláty salátu salátů | zelenina zeleniny zeleniny zelenin
sazenice sazenice sazenice sazenic | semeno semena semena semen | konev konve konve konví
lopata lopaty lopaty lopat | nářadí nářadí nářadí nářadí | kolečko kolečka kolečka koleček
kojenec kojenci kojence kojenců | matka matky matky matek | otec otcové otce otců | rodina rodiny rodiny rodin
sourozenec sourozenci sourozence sourozenců | vdova vdovy vdovy vdov | sirotek sirotci sirotka sirotků
občanka občanky občanky občanek | voják vojáci vojáka vojáků | zdravotník zdravotníci zdravotníka zdravotníků
zdravotnice zdravotnice zdravotnice zdravotnic | psychoterapeut psychoterapeuti psychoterapeuta psychoterapeutů
sanitka sanitky sanitky sanitek | vozík vozíky vozíku vozíků | rampa rampy rampy ramp
chodník chodníky chodníku chodníků | přechod přechody přechodu přechodů
křižovatka křižovatky křižovatky křižovatek | náměstí náměstí náměstí náměstí | radnice radnice radnice radnic
vyhláška vyhlášky vyhlášky vyhlášek | usnesení usnesení usnesení usnesení | volba volby volby voleb
kandidát kandidáti kandidáta kandidátů | hlas hlasy hlasu hlasů | petice petice petice petic
podnět podněty podnětu podnětů | spor spory sporu sporů | mediace mediace mediace mediací
dluh dluhy dluhu dluhů | splátka splátky splátky splátek | půjčka půjčky půjčky půjček
exekuce exekuce exekuce exekucí | insolvence insolvence insolvence insolvencí
pojistka pojistky pojistky pojistek | úraz úrazy úrazu úrazů | recidiva recidivy recidivy recidiv
závislost závislosti závislosti závislostí | terapeutka terapeutky terapeutky terapeutek
sezóna sezóny sezóny sezón | výstup výstupy výstupu výstupů | uzávěrka uzávěrky uzávěrky uzávěrek
tvář tváře tváře tváří | jednotka jednotky jednotky jednotek | zařízení zařízení zařízení zařízení
koutek koutky koutku koutků | knihobudka knihobudky knihobudky knihobudek
samoživitelka samoživitelky samoživitelky samoživitelek | vrstevník vrstevníci vrstevníka vrstevníků
prostor prostory prostoru prostorů | dohled dohledy dohledu dohledů
akademie akademie akademie akademií | aktivista aktivisté aktivisty aktivistů | aktovka aktovky aktovky aktovek
anglista anglisté anglisty anglistů | animátor animátoři animátora animátorů
antikvariát antikvariáty antikvariátu antikvariátů | asociace asociace asociace asociací
ateliér ateliéry ateliéru ateliérů | atlet atleti atleta atletů | automobil automobily automobilu automobilů
badatel badatelé badatele badatelů | barista baristé baristy baristů | bedna bedny bedny beden
benefice benefice benefice benefic | bezdomovec bezdomovci bezdomovce bezdomovců
bojovník bojovníci bojovníka bojovníků | borůvka borůvky borůvky borůvek | bublina bubliny bubliny bublin
budka budky budky budek | bylinka bylinky bylinky bylinek | celek celky celku celků
cestující cestující cestujícího cestujících | chalupář chalupáři chalupáře chalupářů | chata chaty chaty chat
chovatel chovatelé chovatele chovatelů | cukrárna cukrárny cukrárny cukráren
cvičitelka cvičitelky cvičitelky cvičitelek | čerpadlo čerpadla čerpadla čerpadel | číšník číšníci číšníka číšníků
člunek člunky člunku člunků | dědička dědičky dědičky dědiček | dechovka dechovky dechovky dechovek
dispečer dispečeři dispečera dispečerů | dopravce dopravci dopravce dopravců | dort dorty dortu dortů
dovolená dovolené dovolené dovolených | drátek drátky drátku drátků | dřevo dřeva dřeva dřev
dudák dudáci dudáka dudáků | elektrikář elektrikáři elektrikáře elektrikářů | emigrant emigranti emigranta emigrantů
etuda etudy etudy etud | farmář farmáři farmáře farmářů | fejeton fejetony fejetonu fejetonů
fontána fontány fontány fontán | formace formace formace formací | fotbalista fotbalisté fotbalisty fotbalistů
fotopast fotopasti fotopasti fotopastí | gastronom gastronomové gastronoma gastronomů
geolog geologové geologa geologů | girlanda girlandy girlandy girland | hala haly haly hal
harmonika harmoniky harmoniky harmonik | házenkář házenkáři házenkáře házenkářů
historik historici historika historiků | hodinář hodináři hodináře hodinářů | hostinec hostince hostince hostinců
houbař houbaři houbaře houbařů | houpačka houpačky houpačky houpaček | hrad hrady hradu hradů
hračka hračky hračky hraček | chirurg chirurgové chirurga chirurgů | infekce infekce infekce infekcí
instalatér instalatéři instalatéra instalatérů | inženýr inženýři inženýra inženýrů | jízda jízdy jízdy jízd
kajak kajaky kajaku kajaků | kaple kaple kaple kaplí | kartonek kartonky kartonku kartonků
katalyzátor katalyzátory katalyzátoru katalyzátorů | kavalír kavalíři kavalíra kavalírů
keramička keramičky keramičky keramiček | kladívko kladívka kladívka kladívek | klobouk klobouky klobouku klobouků
klubovna klubovny klubovny kluboven | kolonie kolonie kolonie kolonií | komise komise komise komisí
konvice konvice konvice konvic | korálek korálky korálku korálků | kovář kováři kováře kovářů
krojovanec krojovanci krojovance krojovanců | kronika kroniky kroniky kronik | kulisa kulisy kulisy kulis
květina květiny květiny květin | lavice lavice lavice lavic | lesník lesníci lesníka lesníků
licence licence licence licencí | loďka loďky loďky loděk | loterie loterie loterie loterií | lovec lovci lovce lovců
lyžař lyžaři lyžaře lyžařů | malba malby malby maleb | mandl mandly mandlu mandlů | masér maséři maséra masérů
mikrofon mikrofony mikrofonu mikrofonů | mise mise mise misí | mlýnek mlýnky mlýnku mlýnků | mlýn mlýny mlýna mlýnů
model modely modelu modelů | moderátorka moderátorky moderátorky moderátorek | mozaika mozaiky mozaiky mozaik
mše mše mše mší | muzejník muzejníci muzejníka muzejníků | náčelník náčelníci náčelníka náčelníků
nájezd nájezdy nájezdu nájezdů | náramek náramky náramku náramků | návštěvnice návštěvnice návštěvnice návštěvnic
neslyšící neslyšící neslyšícího neslyšících | noclehárna noclehárny noclehárny nocleháren
notářka notářky notářky notářek | obálka obálky obálky obálek | obřad obřady obřadu obřadů
obyvatelka obyvatelky obyvatelky obyvatelek | odznak odznaky odznaku odznaků | ohlas ohlasy ohlasu ohlasů
opatrovník opatrovníci opatrovníka opatrovníků | ostrůvek ostrůvky ostrůvku ostrůvků
pamětnice pamětnice pamětnice pamětnic | pečovatelka pečovatelky pečovatelky pečovatelek
písnička písničky písničky písniček | plachta plachty plachty plachet | pletenina pleteniny pleteniny pletenin
pobídka pobídky pobídky pobídek | podložka podložky podložky podložek | ponožka ponožky ponožky ponožek
popelnice popelnice popelnice popelnic | porodnice porodnice porodnice porodnic | potápěč potápěči potápěče potápěčů
pověst pověsti pověsti pověstí | povodeň povodně povodně povodní | prádelna prádelny prádelny prádelen
premiéra premiéry premiéry premiér | příchozí příchozí příchozího příchozích
příslušník příslušníci příslušníka příslušníků | prodavač prodavači prodavače prodavačů
promenáda promenády promenády promenád | pult pulty pultu pultů | rada rady rady rad | relace relace relace relací
respirátor respirátory respirátoru respirátorů | rybář rybáři rybáře rybářů | sáňky sáňky sáněk sáněk
salon salony salonu salonů | sauna sauny sauny saun | senátor senátoři senátora senátorů
sklenice sklenice sklenice sklenic | skříň skříně skříně skříní | slepec slepci slepce slepců
složka složky složky složek | sochař sochaři sochaře sochařů | sousedka sousedky sousedky sousedek
sprcha sprchy sprchy sprch | stařenka stařenky stařenky stařenek | stavitel stavitelé stavitele stavitelů
struktura struktury struktury struktur | svatba svatby svatby svateb | šachista šachisté šachisty šachistů
šatna šatny šatny šaten | školník školníci školníka školníků | špička špičky špičky špiček
štítek štítky štítku štítků | tajemnice tajemnice tajemnice tajemnic | tkadlec tkadlci tkadlce tkadlců
tréma trémy trémy trém | truhla truhly truhly truhel | údržbář údržbáři údržbáře údržbářů
úřednice úřednice úřednice úřednic | varhaník varhaníci varhaníka varhaníků | vážka vážky vážky vážek
vložka vložky vložky vložek | výklad výklady výkladu výkladů | vychovatelka vychovatelky vychovatelky vychovatelek
výsadba výsadby výsadby výsadeb | výlep výlepy výlepu výlepů | zahradník zahradníci zahradníka zahradníků
základna základny základny základen | zápisník zápisníky zápisníku zápisníků | zástava zástavy zástavy zástav
zedník zedníci zedníka zedníků | žákovka žákovky žákovky žákovek | žebřík žebříky žebříku žebříků
žokej žokejové žokeje žokejů | župan župany županu županů | abonent abonenti abonenta abonentů
adaptér adaptéry adaptéru adaptérů | alej aleje aleje alejí | alarm alarmy alarmu alarmů | armáda armády armády armád
asistence asistence asistence asistencí | aukce aukce aukce aukcí | autorka autorky autorky autorek
bankovka bankovky bankovky bankovek | běžkyně běžkyně běžkyně běžkyň | benefit benefity benefitu benefitů
besídka besídky besídky besídek | bilance bilance bilance bilancí | blogerka blogerky blogerky blogerek
brankář brankáři brankáře brankářů | brýle brýle brýlí brýlí | bubeník bubeníci bubeníka bubeníků
ceremonie ceremonie ceremonie ceremonií | cihla cihly cihly cihel | cvičení cvičení cvičení cvičení
čajovník čajovníky čajovníku čajovníků | časopis časopisy časopisu časopisů | čtenář čtenáři čtenáře čtenářů
čtenářka čtenářky čtenářky čtenářek | dcera dcery dcery dcer | dezinfekce dezinfekce dezinfekce dezinfekcí
dietolog dietologové dietologa dietologů | disciplína disciplíny disciplíny disciplín | divák diváci diváka diváků
dlužník dlužníci dlužníka dlužníků | doporučení doporučení doporučení doporučení | dovozce dovozci dovozce dovozců
dráha dráhy dráhy drah | drobnost drobnosti drobnosti drobností | dvojice dvojice dvojice dvojic
emise emise emise emisí | epidemie epidemie epidemie epidemií | erb erby erbu erbů | esej eseje eseje esejů
fotografka fotografky fotografky fotografek | frekvence frekvence frekvence frekvencí | gesto gesta gesta gest
hádanka hádanky hádanky hádanek | hlasování hlasování hlasování hlasování | hospodyně hospodyně hospodyně hospodyň
hřbet hřbety hřbetu hřbetů | hudebník hudebníci hudebníka hudebníků | charita charity charity charit
chodba chodby chodby chodeb | chodec chodci chodce chodců | ikona ikony ikony ikon | iluze iluze iluze iluzí
investor investoři investora investorů | jednatel jednatelé jednatele jednatelů | jeskyně jeskyně jeskyně jeskyní
kabina kabiny kabiny kabin | kantor kantoři kantora kantorů | kaplička kapličky kapličky kapliček
karta karty karty karet | kazeta kazety kazety kazet | klenot klenoty klenotu klenotů
kluziště kluziště kluziště kluzišť | kočárkárna kočárkárny kočárkárny kočárkáren | kolej koleje koleje kolejí
komentář komentáře komentáře komentářů | konzul konzulové konzula konzulů | kouč koučové kouče koučů
košík košíky košíku košíků | krajka krajky krajky krajek | kukátko kukátka kukátka kukátek | kůl kůly kůlu kůlů
květináč květináče květináče květináčů | lanovka lanovky lanovky lanovek | lék léky léku léků
letenka letenky letenky letenek | likvidátor likvidátoři likvidátora likvidátorů | listina listiny listiny listin
logo loga loga log | mapka mapky mapky mapek | matrikářka matrikářky matrikářky matrikářek | mince mince mince mincí
ministr ministři ministra ministrů | míchačka míchačky míchačky míchaček | mluvnice mluvnice mluvnice mluvnic
monografie monografie monografie monografií | nahrazení nahrazení nahrazení nahrazení
nástěnka nástěnky nástěnky nástěnek | neshoda neshody neshody neshod | nůž nože nože nožů | oblek obleky obleku obleků
obyvatel obyvatelé obyvatele obyvatel | odborář odboráři odboráře odborářů | odbornice odbornice odbornice odbornic
omluvenka omluvenky omluvenky omluvenek | operace operace operace operací | opatření opatření opatření opatření
ověření ověření ověření ověření | pekař pekaři pekaře pekařů | pěšina pěšiny pěšiny pěšin
podmět podměty podmětu podmětů | pochvala pochvaly pochvaly pochval | policistka policistky policistky policistek
porotce porotci porotce porotců | potravina potraviny potraviny potravin | potvrzení potvrzení potvrzení potvrzení
povídka povídky povídky povídek | pozůstalý pozůstalí pozůstalého pozůstalých | pradlena pradleny pradleny pradlen
prodejce prodejci prodejce prodejců | prověrka prověrky prověrky prověrek
průzkumník průzkumníci průzkumníka průzkumníků | předplatitel předplatitelé předplatitele předplatitelů
předškolák předškoláci předškoláka předškoláků | přehlídka přehlídky přehlídky přehlídek
příběh příběhy příběhu příběhů | příjemce příjemci příjemce příjemců | rámeček rámečky rámečku rámečků
recepční recepční recepčního recepčních | rekord rekordy rekordu rekordů | rodačka rodačky rodačky rodaček
rukavice rukavice rukavice rukavic | rybník rybníky rybníka rybníků | řidička řidičky řidičky řidiček
řešitel řešitelé řešitele řešitelů | samolepka samolepky samolepky samolepek | sezení sezení sezení sezení
schodiště schodiště schodiště schodišť | sídlo sídla sídla sídel | skaut skauti skauta skautů
skautka skautky skautky skautek | skladník skladníci skladníka skladníků | skupinka skupinky skupinky skupinek
směrovka směrovky směrovky směrovek | smír smíry smíru smírů | snoubenec snoubenci snoubence snoubenců
soubor soubory souboru souborů | spoluhráč spoluhráči spoluhráče spoluhráčů | sponzorka sponzorky sponzorky sponzorek
stavebník stavebníci stavebníka stavebníků | stojánek stojánky stojánku stojánků | studna studny studny studní
symbol symboly symbolu symbolů | školitel školitelé školitele školitelů | šperk šperky šperku šperků
štafeta štafety štafety štafet | tabulka tabulky tabulky tabulek | tanečnice tanečnice tanečnice tanečnic
technik technici technika techniků | terasa terasy terasy teras | tělocvik tělocviky tělocviku tělocviků
tisícovka tisícovky tisícovky tisícovek | tradice tradice tradice tradic | tričko trička trička triček
turista turisté turisty turistů | učeň učni učně učňů | účetní účetní účetního účetních | umělec umělci umělce umělců
umělkyně umělkyně umělkyně umělkyň | úvaha úvahy úvahy úvah | varianta varianty varianty variant
vědkyně vědkyně vědkyně vědkyň | ventilátor ventilátory ventilátoru ventilátorů | veterán veteráni veterána veteránů
vítěz vítězové vítěze vítězů | vlajka vlajky vlajky vlajek | vnučka vnučky vnučky vnuček | volič voliči voliče voličů
vozidlo vozidla vozidla vozidel | výdejna výdejny výdejny výdejen | výhra výhry výhry výher
výklenek výklenky výklenku výklenků | vysvědčení vysvědčení vysvědčení vysvědčení | zábava zábavy zábavy zábav
zahájení zahájení zahájení zahájení | závodnice závodnice závodnice závodnic | závodník závodníci závodníka závodníků
zkratka zkratky zkratky zkratek | známka známky známky známek | zvěrolékař zvěrolékaři zvěrolékaře zvěrolékařů
žalář žaláře žaláře žalářů | žárovka žárovky žárovky žárovek | židovka židovky židovky židovek
živnostník živnostníci živnostníka živnostníků | aktér aktéři aktéra aktérů | bylinkář bylinkáři bylinkáře bylinkářů
cyklista cyklisté cyklisty cyklistů | dárkyně dárkyně dárkyně dárkyň | dopravník dopravníky dopravníku dopravníků
dramatička dramatičky dramatičky dramatiček | drogerie drogerie drogerie drogerií | družice družice družice družic
ekolog ekologové ekologa ekologů | elektroskútr elektroskútry elektroskútru elektroskútrů
filatelista filatelisté filatelisty filatelistů | fotbálek fotbálky fotbálku fotbálků
geografka geografky geografky geografek | hasička hasičky hasičky hasiček | hlasatel hlasatelé hlasatele hlasatelů
hodnotitel hodnotitelé hodnotitele hodnotitelů | hodnotitelka hodnotitelky hodnotitelky hodnotitelek
hudebnice hudebnice hudebnice hudebnic | chirurgie chirurgie chirurgie chirurgií | chlapec chlapci chlapce chlapců
informátorka informátorky informátorky informátorek | inkubátor inkubátory inkubátoru inkubátorů
inspirace inspirace inspirace inspirací | jídelna jídelny jídelny jídelen
jídelníček jídelníčky jídelníčku jídelníčků | kabelka kabelky kabelky kabelek | kadeřník kadeřníci kadeřníka kadeřníků
kamion kamiony kamionu kamionů | kartáček kartáčky kartáčku kartáčků | kaštan kaštany kaštanu kaštanů
klobása klobásy klobásy klobás | knihkupectví knihkupectví knihkupectví knihkupectví | knihař knihaři knihaře knihařů
kolaudace kolaudace kolaudace kolaudací | kompenzace kompenzace kompenzace kompenzací
konzulát konzuláty konzulátu konzulátů | kostra kostry kostry koster | kouzelník kouzelníci kouzelníka kouzelníků
krmítko krmítka krmítka krmítek | kvíz kvízy kvízu kvízů | lektorát lektoráty lektorátu lektorátů
lízátko lízátka lízátka lízátek | mapování mapování mapování mapování | meditace meditace meditace meditací
migrantka migrantky migrantky migrantek | moderátor moderátoři moderátora moderátorů
motorkář motorkáři motorkáře motorkářů | návrhář návrháři návrháře návrhářů | nádoba nádoby nádoby nádob
námět náměty námětu námětů | novostavba novostavby novostavby novostaveb | občanství občanství občanství občanství
obchodnice obchodnice obchodnice obchodnic | odbornost odbornosti odbornosti odborností
ochránce ochránci ochránce ochránců | opatrovnictví opatrovnictví opatrovnictví opatrovnictví
optik optici optika optiků | opravna opravny opravny opraven | pacientka pacientky pacientky pacientek
patro patra patra pater | pečovatel pečovatelé pečovatele pečovatelů | plavkyně plavkyně plavkyně plavkyň
podnikatel podnikatelé podnikatele podnikatelů | podnikatelka podnikatelky podnikatelky podnikatelek
pochod pochody pochodu pochodů | pokladna pokladny pokladny pokladen | pokladník pokladníci pokladníka pokladníků
poručník poručníci poručníka poručníků | poslankyně poslankyně poslankyně poslankyň | poukaz poukazy poukazu poukazů
poznávačka poznávačky poznávačky poznávaček | prezentér prezentéři prezentéra prezentérů
přihrádka přihrádky přihrádky přihrádek | překážka překážky překážky překážek | přívěsek přívěsky přívěsku přívěsků
psaní psaní psaní psaní | psycholožka psycholožky psycholožky psycholožek | rozcvička rozcvičky rozcvičky rozcviček
rozinka rozinky rozinky rozinek | rozhledna rozhledny rozhledny rozhleden | rozvrh rozvrhy rozvrhu rozvrhů
sanitář sanitáři sanitáře sanitářů | sběratel sběratelé sběratele sběratelů | seznamka seznamky seznamky seznamek
skartace skartace skartace skartací | skladba skladby skladby skladeb | skluzavka skluzavky skluzavky skluzavek
sochařka sochařky sochařky sochařek | sponzor sponzoři sponzora sponzorů | spotřebič spotřebiče spotřebiče spotřebičů
starostka starostky starostky starostek | stavidlo stavidla stavidla stavidel | stopař stopaři stopaře stopařů
strážnice strážnice strážnice strážnic | studovna studovny studovny studoven | svícen svícny svícnu svícnů
šipka šipky šipky šipek | školačka školačky školačky školaček | školák školáci školáka školáků
tarif tarify tarifu tarifů | tenista tenisté tenisty tenistů | topení topení topení topení
trafika trafiky trafiky trafik | truhlárna truhlárny truhlárny truhláren | turbína turbíny turbíny turbín
účetnictví účetnictví účetnictví účetnictví | úředník úředníci úředníka úředníků | výměník výměníky výměníku výměníků
výpočet výpočty výpočtu výpočtů | výrobek výrobky výrobku výrobků | výtvarnice výtvarnice výtvarnice výtvarnic
výtvarník výtvarníci výtvarníka výtvarníků | vzkaz vzkazy vzkazu vzkazů | zástupkyně zástupkyně zástupkyně zástupkyň
zdravotnictví zdravotnictví zdravotnictví zdravotnictví | zkoušení zkoušení zkoušení zkoušení
značka značky značky značek | zpravodaj zpravodaje zpravodaje zpravodajů | zvon zvony zvonu zvonů
žádanka žádanky žádanky žádanek | železárna železárny železárny železáren | žolík žolíky žolíku žolíků
"""


def nouns():
    return [tuple(entry.split()) for line in NOUNS.splitlines() for entry in line.split("|") if entry.strip()]


@pytest.mark.parametrize(("number", "form"), [(Number.ONE, 0), (Number.FEW, 1), (Number.MANY, 3), (None, 0), (None, 3)])
def test_noun_is_declined_from_the_form_behind_a_number(number, form):
    wrong = [(noun[form], found) for noun in nouns() if ((found := decline(noun[form], number)) or ())[:4] != noun]

    assert len(wrong) <= 0.05 * len(nouns()), wrong


@pytest.mark.parametrize(
    ("words", "number", "forms"),
    [
        ("nových jízdenek", Number.MANY, "nová jízdenka, nové jízdenky, nové jízdenky, nových jízdenek"),
        ("pěvecké sbory", Number.FEW, "pěvecký sbor, pěvecké sbory, pěveckého sboru, pěveckých sborů"),
        (
            "praktických zubařů",
            Number.MANY,
            "praktický zubař, praktičtí zubaři, praktického zubaře, praktických zubařů",
        ),
        ("jevištích", Number.FEW, "jeviště, jeviště, jeviště, jevišť"),
        ("dětských hřištích", Number.FEW, "dětské hřiště, dětská hřiště, dětského hřiště, dětských hřišť"),
        ("stáncích", Number.FEW, "stánek, stánky, stánku, stánků"),
        (
            "ochutnávek z domova",
            Number.MANY,
            "ochutnávka z domova, ochutnávky z domova, ochutnávky z domova, ochutnávek z domova",
        ),
        ("kolegií hejtmana", Number.MANY, "kolegium hejtmana, kolegia hejtmana, kolegia hejtmana, kolegií hejtmana"),
        ("zapojených dětí", Number.MANY, "zapojené dítě, zapojené děti, zapojeného dítěte, zapojených dětí"),
        ("nové nůžky", Number.FEW, "nové nůžky, nové nůžky, nových nůžek, nových nůžek"),
        ("jazykový kemp", None, "jazykový kemp, jazykové kempy, jazykového kempu, jazykových kempů"),
        ("vedoucí oddílu", Number.ONE, "vedoucí oddílu, vedoucí oddílu, vedoucího oddílu, vedoucích oddílu"),
        ("přátelé centra", Number.FEW, "přítel centra, přátelé centra, přítele centra, přátel centra"),
        (
            "škol zapojených do hry",
            Number.MANY,
            "škola zapojená do hry, školy zapojené do hry, školy zapojené do hry, škol zapojených do hry",
        ),
        (
            "schůzky školské rady",
            Number.FEW,
            "schůzka školské rady, schůzky školské rady, schůzky školské rady, schůzek školské rady",
        ),
        ("matek studentek", Number.MANY, "matka studentka, matky studentky, matky studentky, matek studentek"),
    ],
)
def test_phrase_is_declined_with_its_adjectives(words, number, forms):
    assert str(propose_unit(words, number)) == forms


def test_table_wins_over_endings_and_a_guess_is_never_shown():
    assert str(propose_unit("lidí", Number.MANY)) == str(unit_of("lidí"))
    assert unit_of("jízdenek") is None
    assert propose_unit("dvakrát") is None


@pytest.mark.parametrize(
    "text", ["", " ", "x", "ů", "í", "123", "ch", "a" * 4000, "ek", "\u0301", "ščšč", "éé", "a-" * 2000, "mini" * 1000]
)
def test_any_word_is_declined_or_not_and_never_fails(text):
    for number in (None, *Number):
        decline(text, number)
        propose_unit(text, number)


@pytest.mark.parametrize(("number", "place"), [(Number.ONE, 0), (Number.FEW, 1), (Number.MANY, 3)])
@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        ("nouns_later", 0.03),
        ("nouns_fresh", 0.05),
        ("nouns_phrases", 0.06),
        ("nouns_second", 0.08),
        ("nouns_third", 0.03),
        ("nouns_sixth", 0.15),
    ],
)
def test_nouns_that_were_written_down_later(file, wrong, number, place):
    """On first sight behind 1, 2 and 5, before rules were learned from them: nouns_later 0.88, 0.79, 0.89; nouns_fresh
    0.86, 0.81, 0.84; nouns_phrases 0.91, 0.82, 0.89; nouns_second, after those, 0.96, 0.91, 0.90; nouns_third, after
    all, 1.0, 0.98, 1.0; nouns_sixth, of which nothing was learned, 0.95, 0.85, 0.87."""
    text = Path(__file__).with_name(f"{file}.txt").read_text(encoding="utf-8")
    entries = [entry for line in text.splitlines() if not line.startswith("#") for entry in line.split("|")]
    nouns = [re.split(r"\s*,\s*", entry.strip()) if "," in entry else entry.split() for entry in entries]

    missed = {noun[place] for noun in nouns if str(propose_unit(noun[place], number)) != ", ".join(noun)}

    assert len(missed) <= wrong * len(nouns), missed


def units(file):
    """(all four forms, each with those that are right; what is read) of each entry of a list of units."""
    for line in Path(__file__).with_name(f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        _gender, _colon, entry = line.partition(": ")
        forms, _plus, tail = entry.partition(" + ")
        yield [[" ".join(filter(None, (form.strip(), tail))) for form in one.split("/")] for one in forms.split(",")]


@pytest.mark.parametrize(
    ("number", "place"), [(Number.ONE, 0), (Number.FEW, 1), (Number.MANY, 3), (None, 0), (None, 3)]
)
@pytest.mark.parametrize("file", ["units_a", "units_b", "units_c", "units_d", "units_e"])
def test_unit_is_read_from_one_of_its_forms(file, number, place):
    """Behind 1, 2 and 5, those that stand nowhere else in the repository. At first sight, with the rules as they were:
    a .85 .79 .87, b .93 .89 .93, c .85 .77 .87, d .88 .83 .88, e .82 .74 .78. At first sight, with rules learned from a
    and c: b .96 .94 .97, d .96 .91 .96; and learned from those four: e .94 .88 .88."""
    entries = list(units(file))
    missed = []
    for forms in entries:
        unit = propose_unit(forms[place][0], number)
        found = (unit.one, unit.few, unit.part, unit.many) if unit else ("", "", "", "")
        if not all(form in right for form, right in zip(found, forms[:4], strict=True)):
            missed.append((forms[place][0], str(unit)))

    assert len(missed) <= 0.05 * len(entries), missed


def test_noun_of_the_list_is_known_in_its_other_cases():
    assert known("společnostech").one == "společnost"
    assert known("odstavcích", Number.MANY).one == "odstavec"
    assert known("pexilech", Number.MANY) is None
